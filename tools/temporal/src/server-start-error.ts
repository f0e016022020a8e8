/** The Temporal server did not come up. The message ends with the server's last lines. */
export class ServerStartError extends Error {
  override readonly name = 'ServerStartError';

  constructor(
    what: string,
    readonly lastLines: readonly string[],
  ) {
    super([`The Temporal server ${what}.`, ...lastLines.map((line) => `  ${line}`)].join('\n'));
  }
}
