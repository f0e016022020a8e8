import type { Client } from '@temporalio/client';
import type { Explanation } from '@genvideo/models';
import { explanationSchema } from '@genvideo/models/schemas';
import { readExplanation } from '@genvideo/progress-client/direct';
import { toOwnSnapshot } from '../limiter/to-own-snapshot';
import { json } from '../operation/contract';
import { operation, type Operation } from '../operation/operation';
import { reply } from '../operation/reply';
import { checkVisible } from './check-visible';
import { EXAMPLE_ID } from './job-examples';
import { workflowPath } from './job-schemas';

const EXAMPLE: Explanation = {
  workflow_id: EXAMPLE_ID,
  workflow_type: 'GenVideoWorkflow',
  workflow_status: 'RUNNING',
  task_queue: 'generation-queue',
  state: 'waiting_for_permit',
  sentence: `"${EXAMPLE_ID}" waits for a permit (place 2 of 7): 1 of 1 permit is held, the longest by "kite-1" since 2026-01-31T12:00:12Z; it is expected to start at 2026-01-31T12:02:30Z.`,
  since: '2026-01-31T12:00:59.012Z',
  who_acts: 'nobody',
  next_step: null,
  percent: 0,
  worker: null,
  permit: {
    place: 2,
    of: 7,
    starts_at: '2026-01-31T12:02:30.000Z',
    capacity: 1,
    held: 1,
    paused: false,
    draining: false,
    holders: [{ workflow_id: 'kite-1', user_id: 'ada', granted_at: '2026-01-31T12:00:12.400Z' }],
  },
  line: null,
  provider: null,
  retry: null,
  failure: null,
  batch: null,
  cancel_outcome: null,
  late: null,
  timestamp: '2026-01-31T12:01:48.604Z',
};

const explainContract = {
  id: 'explainJob',
  method: 'get',
  path: '/workflows/{workflow_id}/explain',
  tag: 'Jobs',
  access: 'key',
  asksEngine: true,
  summary: 'Why a job is where it is',
  description:
    'In one sentence and in details: what it waits for, why it tries again, why it failed, who has to act and what to do. No worker is needed.',
  parameters: { path: workflowPath },
  answers: { 200: json(explanationSchema, { description: 'Why it is there.', example: EXAMPLE }) },
  problems: ['NotFound'],
} as const;

/** `GET /workflows/{workflow_id}/explain`. */
export function createExplainOperation(client: Client): Operation {
  return operation(explainContract, async ({ path, caller }) =>
    reply(
      200,
      await readExplanation(client, path.workflow_id, {
        check: (job) => checkVisible(caller, job),
        toSeen: (snapshot) => toOwnSnapshot(snapshot, caller),
      }),
    ),
  );
}
