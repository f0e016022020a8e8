import type { RequestHandler } from 'express';
import { z } from 'zod';
import { watchFiltersSchema } from '../job/list-filters';
import { rawOperation, type Operation } from '../operation/operation';
import { MAX_FOLLOWED } from './parse-watch-query';

const LAST_EVENT =
  'The id of the last event that was seen: stages and ends that were missed come again; what was told in the seconds before, too.';

const jobsEventsContract = {
  id: 'followMany',
  method: 'get',
  path: '/events',
  tag: 'Jobs',
  summary: 'Every change of many jobs as one stream of server-sent events',
  description: `The jobs that ids names, and those that match the filters; without either, whatever runs. \`event: progress\` carries what GET /workflows/{workflow_id}/progress answers: the present state of each job first, then its changes, its end for certain. Jobs that come to match join within seconds, and are followed to their ends. \`event: missing\` names a job that is not there, \`event: overflow\` says that more match than the ${MAX_FOLLOWED} that are followed, and \`event: end\` is the last where all jobs were named. Browsers use \`?ticket=\` of POST /tickets.`,
  access: 'key_or_ticket',
  asksEngine: true,
  parameters: {
    query: z.strictObject({
      ids: z
        .string()
        .optional()
        .meta({ description: `Ids of jobs and batches, separated by commas; ${MAX_FOLLOWED} at most.` }),
      ...watchFiltersSchema.shape,
      last_event_id: z
        .string()
        .optional()
        .meta({ description: `${LAST_EVENT} For browsers, which cannot send the header with a new ticket.` }),
    }),
    headers: z.object({ 'Last-Event-ID': z.string().optional().meta({ description: LAST_EVENT }) }),
  },
  answers: {
    200: {
      description: 'The events, until all jobs that were named have ended.',
      mediaType: 'text/event-stream',
    },
    204: { description: 'Everything had been seen: there is no need to come again.' },
  },
  problems: ['InvalidRequest', 'RateLimited'],
} as const;

/** `GET /events`, answered by the hub's stream of many jobs. */
export function createJobsEventsOperation(stream: RequestHandler): Operation {
  return rawOperation(jobsEventsContract, stream);
}
