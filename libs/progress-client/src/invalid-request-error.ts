/** The workflow refused what it was asked to do, and says why. Nothing was changed. */
export class InvalidRequestError extends Error {
  override readonly name = 'InvalidRequestError';
  readonly type = 'InvalidRequest';
}
