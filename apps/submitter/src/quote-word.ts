const SAFE = /^[\w./:@=+,%-]+$/;

/** A word as a shell takes it. */
export function quoteWord(word: string): string {
  return SAFE.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`;
}
