import type { RequestHandler } from 'express';
import { z } from 'zod';
import { rawOperation, type Operation } from '../operation/operation';
import { workflowPath } from './job-schemas';

const LAST_EVENT = 'The id of the last event that was seen: what was missed comes first.';

const eventsContract = {
  id: 'followEvents',
  method: 'get',
  path: '/workflows/{workflow_id}/events',
  tag: 'Jobs',
  summary: 'Every change of a job as server-sent events',
  description:
    'Each `event: progress` carries what GET .../progress answers, and an id to resume from; `event: end` is the last. The same, without ids, is sent on the WebSocket /ws/workflows/{workflow_id}/progress. Browsers use `?ticket=` of POST /tickets.',
  access: 'key_or_ticket',
  asksEngine: true,
  parameters: {
    path: workflowPath,
    query: z.strictObject({
      last_event_id: z
        .string()
        .optional()
        .meta({ description: `${LAST_EVENT} For browsers, which cannot send the header with a new ticket.` }),
    }),
    headers: z.object({ 'Last-Event-ID': z.string().optional().meta({ description: LAST_EVENT }) }),
  },
  answers: {
    200: { description: 'The events, until the job has ended.', mediaType: 'text/event-stream' },
    204: { description: 'Everything had been seen: there is no need to come again.' },
  },
  problems: ['NotFound', 'RateLimited'],
} as const;

/** `GET /workflows/{workflow_id}/events`, answered by the hub's stream. */
export function createEventsOperation(stream: RequestHandler<{ workflow_id: string }>): Operation {
  return rawOperation(eventsContract, stream as unknown as RequestHandler);
}
