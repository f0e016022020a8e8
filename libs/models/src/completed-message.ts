/** What a completed job says; `note` is what was made otherwise than it was asked for, in a sentence, or null. */
export function toCompletedMessage(note: string | null): string {
  return note === null ? 'Completed' : `Completed. ${note}`;
}
