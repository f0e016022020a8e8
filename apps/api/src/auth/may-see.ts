import type { Caller } from './caller.js';

/** Whether the caller may see a job, by its tags (`user:ID`). A job it may not see does not exist for it. */
export function maySee(caller: Caller, tags: readonly string[]): boolean {
  return caller.userId === null || tags.includes(`user:${caller.userId}`);
}
