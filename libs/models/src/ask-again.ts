import { isAskedTooEarly } from './asked-too-early';

/** How often a question is asked at most. Few: a run that has ended is told nothing more, and each question replays it. */
const MAX_QUESTIONS = 3;

const PAUSE_MS = 50;

/**
 * For clients of the engine, among the interceptors of workflow calls: asks again what was asked too early. While a task is on
 * its way, the engine keeps the second question for it.
 */
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
