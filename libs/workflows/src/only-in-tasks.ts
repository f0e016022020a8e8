import { ApplicationFailure } from '@temporalio/common';
import type { ActivateInput, WorkflowInterceptors } from '@temporalio/workflow';
import { ASKED_TOO_EARLY } from '@genvideo/models';
import { tellPlainly } from './encryption/plain-errors';

type Activation = ActivateInput['activation'];

/** Where a run is: how many events it knows, and the size in bytes that its latest workflow task began with. */
interface Position {
  events: number;
  size: string;
}

const toPosition = ({ historyLength, historySizeBytes }: Activation): Position => ({
  events: historyLength ?? 0,
  size: String(historySizeBytes ?? 0),
});

const isQuestion = ({ jobs }: Activation): boolean =>
  jobs?.every(({ queryWorkflow }) => queryWorkflow) ?? false;

/**
 * Whether there are new events, but no workflow task has begun since. Each task adds to the size of the history; servers
 * that do not tell the size (before 1.20) tell 0.
 */
const isWithoutTask = (last: Position, next: Position): boolean =>
  next.size !== '0' && next.size === last.size && next.events > last.events;

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
