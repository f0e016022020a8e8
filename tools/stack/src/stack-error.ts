/** What went wrong, in words for a person, and what to do about it. */
export class StackError extends Error {
  override readonly name = 'StackError';
}
