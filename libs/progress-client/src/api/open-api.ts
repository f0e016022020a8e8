import type { JobKind } from '@genvideo/models';
import {
  detailedStatusAnswerSchema,
  explanationSchema,
  progressAnswerSchema,
  statusAnswerSchema,
} from '@genvideo/models/schemas';
import { ConflictError } from '../conflict-error';
import type { ApiAccess, JobQuestion } from '../job-access';
import { acceptedAnswerSchema } from './answers';
import type { ApiOptions, ApiRequest } from './api-request';
import { askApi, askApiOnce } from './ask-api';
import { followEvents } from './follow-events';
import { followMany } from './follow-many';
import { toBatchRequest } from './to-batch-request';
import { toWorkflowPath } from './to-path';

const toRequest = ({ workflowId, signal }: JobQuestion, what: string): ApiRequest => ({
  method: 'GET',
  path: toWorkflowPath(workflowId, what),
  workflowId,
  signal,
});

const SUBMIT_PATH: Record<JobKind, string> = { job: '/jobs', video: '/videos', image: '/images' };

/** How long a long body may take at least, in milliseconds: lines are checked item by item, and pictures come over slow lines. */
const LONG_BODY_TIMEOUT_MS = 120_000;

const withPatience = (options: ApiOptions): ApiOptions => ({
  ...options,
  timeoutMs: Math.max(options.timeoutMs, LONG_BODY_TIMEOUT_MS),
});

/** The jobs as the API tells of them. */
export function openApi(options: ApiOptions): ApiAccess {
  return {
    source: 'api',
    readProgress: async (question) => ({
      ...(await askApi(options, toRequest(question, 'progress'), progressAnswerSchema)),
      source: 'api',
      detailed: null,
    }),
    readStatus: async (question) => askApi(options, toRequest(question, 'status'), statusAnswerSchema),
    explain: async (question) => askApi(options, toRequest(question, 'explain'), explanationSchema),
    readDetailed: async (question) =>
      askApi(options, toRequest(question, 'detailed-status'), detailedStatusAnswerSchema),
    watchProgress: (question) => followEvents(options, toRequest(question, 'events')),
    watchMany: (jobs, watch) => followMany(options, jobs, watch),
    ask: (request, schema) => askApi(request.file ? withPatience(options) : options, request, schema),
    submit: async ({ kind, request: body }, signal) => {
      const request = { path: SUBMIT_PATH[kind], workflowId: body.request_id, body, signal };
      await askApiOnce(options, { method: 'POST', ...request }, acceptedAnswerSchema);
    },
    submitBatch: async (batch, signal) => {
      const request = toBatchRequest(batch, signal);
      await askApiOnce(request.lines ? withPatience(options) : options, request, acceptedAnswerSchema);
    },
    cancelJob: async (question) => {
      const request = toRequest(question, 'cancel');
      try {
        await askApi(options, { ...request, method: 'POST' }, acceptedAnswerSchema);
      } catch (error) {
        // It has ended already, perhaps because of a try whose answer was lost.
        if (!(error instanceof ConflictError)) throw error;
      }
    },
    close: () => Promise.resolve(),
  };
}
