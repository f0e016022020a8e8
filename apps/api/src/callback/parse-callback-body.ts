import { InvalidInputError, parseWith, type FieldProblem } from '@genvideo/models/schemas';
import { klingTaskSchema, proxyJobSchema, videoCallbackSchema, type KlingTask } from '@genvideo/models/wire';
import { ProblemError } from '../problem';
import { parseJsonBody } from './parse-json-body';

/** What a provider said of its task; `status` is null while the task goes on. */
export interface TaskReport {
  task_id: string;
  status: 'completed' | 'failed' | null;
  /** Kling's own name for whose task it is: null where it gives none. Proxies have no such name. */
  external_task_id?: string | null;
}

const KLING_STATUS: Readonly<Record<KlingTask['task_status'], TaskReport['status']>> = {
  submitted: null,
  processing: null,
  succeed: 'completed',
  failed: 'failed',
};

const refuse = (problems: readonly FieldProblem[]): ProblemError =>
  new ProblemError('InvalidRequest', 'The body is no callback of the video proxy or of Kling.', { problems });

/** Kling calls back with the bare task object. */
function fromKling(body: object): TaskReport {
  const { task_id, task_status, task_info } = parseWith(klingTaskSchema, body);
  const external_task_id = task_info?.external_task_id ?? null;
  return { task_id, status: KLING_STATUS[task_status], external_task_id };
}

const GOES_ON = new Set(['pending', 'processing', 'cancelled']);

function fromProxy(body: unknown): TaskReport {
  const { job_id, status } = parseWith(proxyJobSchema, body);
  if (GOES_ON.has(status)) return { task_id: job_id, status: null };
  const ended = parseWith(videoCallbackSchema, body);
  return { task_id: ended.job_id, status: ended.status };
}

/**
 * Reads a callback of the video proxy or of Kling.
 * @throws ProblemError 400 when it is not JSON, 422 naming every bad field
 */
export function parseCallbackBody(text: string): TaskReport {
  const body = parseJsonBody(text);
  const isKling = typeof body === 'object' && body !== null && 'task_status' in body;
  try {
    return isKling ? fromKling(body) : fromProxy(body);
  } catch (error) {
    throw error instanceof InvalidInputError ? refuse(error.problems) : error;
  }
}
