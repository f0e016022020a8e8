/** A server did not come up. The message ends with its last lines. */
export class ServerStartError extends Error {
  override readonly name = 'ServerStartError';

  constructor(
    what: string,
    readonly lastLines: readonly string[],
    who = 'The Temporal server',
  ) {
    super([`${who} ${what}.`, ...lastLines.map((line) => `  ${line}`)].join('\n'));
  }
}
