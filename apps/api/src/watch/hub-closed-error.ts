/** This process stops telling about jobs, which go on; another process, or this one started again, tells the rest. */
export class HubClosedError extends Error {
  override readonly name = 'HubClosedError';

  constructor(
    /** For the watcher, in a few words. */
    readonly reason: string,
  ) {
    super(`Watching ends: ${reason}. Connect again to go on.`);
  }
}
