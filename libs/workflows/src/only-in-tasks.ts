import { ApplicationFailure } from '@temporalio/common';
import type { ActivateInput, WorkflowInterceptors } from '@temporalio/workflow';
import { ASKED_TOO_EARLY } from '@genvideo/models';
import { tellPlainly } from './encryption/plain-errors';

type Activation = ActivateInput['activation'];

/** How many events a run knows, and when its latest workflow task began and with how large a history, in bytes. */
interface Position {
  events: number;
  task: { time: string; size: string };
}

const toPosition = ({ historyLength, historySizeBytes, timestamp }: Activation): Position => ({
  events: historyLength ?? 0,
  task: {
    time: `${String(timestamp?.seconds ?? 0)}.${timestamp?.nanos ?? 0}`,
    size: String(historySizeBytes ?? 0),
  },
});

const isQuestion = ({ jobs }: Activation): boolean =>
  Boolean(jobs?.length && jobs.every(({ queryWorkflow }) => queryWorkflow));

/**
 * Whether there are new events, but no workflow task has begun since. Time alone does not tell: it stands still where a
 * server's clock is put back. Nor does the size: a task that begins as one for an update or a second try ends is told the
 * size of before that one. Servers that do not tell the size (before 1.20) tell 0.
 */
const isWithoutTask = (last: Position, next: Position): boolean =>
  next.events > last.events &&
  next.task.size !== '0' &&
  next.task.size === last.task.size &&
  next.task.time === last.task.time;

const askedTooEarly = (): ApplicationFailure =>
  ApplicationFailure.create({
    type: ASKED_TOO_EARLY,
    message: `${ASKED_TOO_EARLY}: something has happened that the workflow has not been told of yet. Ask again.`,
  });

/**
 * Lets news reach a workflow in workflow tasks only, under the name that Temporal's SDK looks for. A query that is given to
 * a worker directly brings along whatever has happened meanwhile, and SDK 1.24 tells the workflow at once; the task then
 * tells the rest, and the history looks as if all of it had been told together. Where that makes a difference (an update,
 * which goes before timers), no worker can replay the run any more. Such a query fails here instead, which also has the
 * worker forget the run, and the task that is on its way begins from the history.
 */
export const interceptors = (): WorkflowInterceptors => {
  let last: Position | null = null;
  return {
    internals: [
      {
        activate(input, next) {
          const { activation } = input;
          if (!isQuestion(activation)) {
            const position = toPosition(activation);
            // What is replayed was decided long ago.
            if (last && !activation.isReplaying && isWithoutTask(last, position))
              throw tellPlainly(askedTooEarly());
            last = position;
          }
          next(input);
        },
      },
    ],
  };
};
