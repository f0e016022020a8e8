import { z } from 'zod';
import {
  batchResultSchema,
  detailedStatusAnswerSchema,
  jobResultSchema,
  progressAnswerSchema,
  statusAnswerSchema,
} from '@genvideo/models/schemas';
import { json } from '../operation/contract';
import { EXAMPLE_PROGRESS, EXAMPLE_RESULT, EXAMPLE_STATUS, EXAMPLE_SUBMITTED } from './job-examples';
import { ifNoneMatch, submittedJobSchema, workflowPath } from './job-schemas';

const ABOUT_A_JOB = {
  tag: 'Jobs',
  access: 'key',
  asksEngine: true,
  parameters: { path: workflowPath },
  problems: ['NotFound'],
} as const;

const FOLLOWED = {
  ...ABOUT_A_JOB,
  method: 'get',
  parameters: { path: workflowPath, headers: ifNoneMatch },
} as const;

/** `GET /workflows/{workflow_id}/status`. */
export const statusContract = {
  ...FOLLOWED,
  id: 'getStatus',
  path: '/workflows/{workflow_id}/status',
  summary: 'How a job stands on the engine',
  description: 'Told by the engine alone: no worker is needed.',
  answers: { 200: json(statusAnswerSchema, { description: 'How it stands.', example: EXAMPLE_STATUS }) },
} as const;

/** `GET /workflows/{workflow_id}/progress`. */
export const progressContract = {
  ...FOLLOWED,
  id: 'getProgress',
  path: '/workflows/{workflow_id}/progress',
  summary: 'How far a job is',
  description: "The provider's own percent, at most about a second old. A job that no worker takes says so.",
  answers: { 200: json(progressAnswerSchema, { description: 'How far it is.', example: EXAMPLE_PROGRESS }) },
} as const;

/** `GET /workflows/{workflow_id}/detailed-status`. */
export const detailedContract = {
  ...ABOUT_A_JOB,
  method: 'get',
  id: 'getDetailedStatus',
  path: '/workflows/{workflow_id}/detailed-status',
  summary: 'Status and progress, and all that the job itself tells',
  description: 'detailed_status is null when no worker answers for the job.',
  answers: {
    200: json(detailedStatusAnswerSchema, {
      description: 'All that is known.',
      example: { ...EXAMPLE_STATUS, ...EXAMPLE_PROGRESS, detailed_status: null },
    }),
  },
} as const;

/** `GET /workflows/{workflow_id}/result`. */
export const resultContract = {
  ...FOLLOWED,
  id: 'getResult',
  path: '/workflows/{workflow_id}/result',
  summary: 'How a job ended',
  answers: {
    200: json(z.union([jobResultSchema, batchResultSchema.meta({ id: 'BatchResult' })]), {
      description: 'How it ended: the result of a job, or of a batch.',
      example: EXAMPLE_RESULT,
    }),
  },
  problems: ['NotFound', 'Conflict', 'ContractViolation'],
} as const;

/** `POST /workflows/{workflow_id}/cancel`. */
export const cancelContract = {
  ...ABOUT_A_JOB,
  method: 'post',
  id: 'cancelJob',
  path: '/workflows/{workflow_id}/cancel',
  summary: 'Cancel a job',
  description: 'Asks the job to clean up, at the provider too, and to end. Asking again changes nothing.',
  answers: {
    202: json(submittedJobSchema, { description: 'It has been asked to end.', example: EXAMPLE_SUBMITTED }),
  },
  problems: ['NotFound', 'Conflict'],
} as const;
