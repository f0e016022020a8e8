/** The command line or the environment cannot be used; the message names every problem. */
export class OptionsError extends Error {
  override readonly name = 'OptionsError';
}
