/**
 * What the failure of a query begins with that came to a worker together with news of which no workflow task has told the
 * workflow yet. Nothing is wrong: while the workflow runs, the task is on its way, and the question is answered after it.
 */
export const ASKED_TOO_EARLY = 'AskedTooEarly';

/** Whether a query that failed with this may simply be asked again. */
export const isAskedTooEarly = (error: unknown): boolean =>
  error instanceof Error && error.message.startsWith(ASKED_TOO_EARLY);
