/**
 * What the failure of a query begins with that came to a worker together with news of which no workflow task has told the
 * workflow yet. Nothing is wrong: the task is on its way, and the same question is answered a moment later.
 */
export const ASKED_TOO_EARLY = 'AskedTooEarly';

/** Whether a query that failed with this may simply be asked again. */
export const isAskedTooEarly = (error: unknown): boolean =>
  error instanceof Error && error.message.includes(ASKED_TOO_EARLY);

/** How often a question is asked before its failure is told. After the first the engine keeps it for the task. */
const MAX_QUESTIONS = 5;

const PAUSE_MS = 50;

/** For clients of the engine, among the interceptors of workflow calls: asks again what was asked too early. */
export const askAgain = {
  async query<Question, Answer>(
    question: Question,
    next: (question: Question) => Promise<Answer>,
  ): Promise<Answer> {
    for (let asked = 1; ; asked += 1) {
      try {
        return await next(question);
      } catch (error) {
        if (!isAskedTooEarly(error) || asked === MAX_QUESTIONS) throw error;
      }
      await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
    }
  },
};
