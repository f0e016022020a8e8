import type { IncomingMessage } from 'node:http';

/** Who asks. A caller bound to a user sees only that user's jobs. */
export interface Caller {
  /** The user whose jobs it sees; null sees everybody's. */
  readonly userId: string | null;
  /** For logs and limits: never the key itself. */
  readonly name: string;
}

/** The door: REST routes, event streams and WebSocket upgrades all come through it. */
export interface Gate {
  /**
   * Lets a request in, or throws a ProblemError: 401 without a valid key, 429 when it came too often.
   * Reads `Authorization: Bearer` and `X-API-Key`, and `?ticket=` only where `allowTicket` says so.
   */
  admit(request: IncomingMessage, options?: { allowTicket?: boolean }): Promise<Caller>;
}

/** Whether the caller may see a job, by its tags (`user:ID`). A job it may not see does not exist for it: 404. */
export function maySee(caller: Caller, tags: readonly string[]): boolean {
  return caller.userId === null || tags.includes(`user:${caller.userId}`);
}
