/** Something that the engine stores is encrypted, and the key for it is not at hand. */
export class PayloadLockedError extends Error {
  override readonly name = 'PayloadLockedError';

  constructor(message: string, options?: ErrorOptions) {
    super(`${message} Set PAYLOAD_ENCRYPTION_KEY to what the workers have.`, options);
  }
}
