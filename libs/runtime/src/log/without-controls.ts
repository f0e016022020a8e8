/** Escapes of JSON for what moves a terminal's cursor or rings its bell; a line break within a text stays. */
const ESCAPED = /\\(?:r|b|f|u(?:00[01][\da-f]|007f|00[89][\da-f]))/gi;

/** Those that JSON leaves as they are. */
const PLAIN = /[\u007f-\u009f]/g;

/** A backslash of the text itself is two in JSON: what follows it is no escape. */
const PAIR = /\\\\/;

/** A line of JSON, without what a terminal would obey: others choose what stands in errors and URLs. */
export function withoutControls(line: string): string {
  return line
    .split(PAIR)
    .map((part) => part.replaceAll(ESCAPED, '?').replaceAll(PLAIN, '?'))
    .join('\\\\');
}
