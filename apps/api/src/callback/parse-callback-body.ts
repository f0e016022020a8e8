import { InvalidInputError, parseWith, type FieldProblem } from '@genvideo/models/schemas';
import { proxyJobSchema, videoCallbackSchema } from '@genvideo/models/wire';
import { ProblemError } from '../problem';

/** What a provider said of its task; `status` is null while the task goes on. */
export interface TaskReport {
  task_id: string;
  status: 'completed' | 'failed' | null;
}

const KLING_STATUS: Readonly<Record<string, TaskReport['status']>> = {
  submitted: null,
  processing: null,
  succeed: 'completed',
  failed: 'failed',
};

const refuse = (problems: readonly FieldProblem[]): ProblemError =>
  new ProblemError('InvalidRequest', 'The body is no callback of the video proxy or of Kling.', { problems });

/** Kling calls back with the bare task object. */
function fromKling({ task_id, task_status }: Record<string, unknown>): TaskReport {
  const problems: FieldProblem[] = [];
  if (typeof task_id !== 'string' || task_id === '')
    problems.push({ field: 'task_id', problem: 'must be a text that is not empty' });
  if (typeof task_status !== 'string' || !Object.hasOwn(KLING_STATUS, task_status))
    problems.push({
      field: 'task_status',
      problem: `must be ${Object.keys(KLING_STATUS).join(' or ')}`,
    });
  if (problems.length > 0) throw refuse(problems);
  return { task_id: String(task_id), status: KLING_STATUS[String(task_status)] ?? null };
}

const GOES_ON = new Set(['pending', 'processing', 'cancelled']);

function fromProxy(body: unknown): TaskReport {
  try {
    const { job_id, status } = parseWith(proxyJobSchema, body);
    if (GOES_ON.has(status)) return { task_id: job_id, status: null };
    const ended = parseWith(videoCallbackSchema, body);
    return { task_id: ended.job_id, status: ended.status };
  } catch (error) {
    throw error instanceof InvalidInputError ? refuse(error.problems) : error;
  }
}

const toJson = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new ProblemError('BadRequest', 'The body is not valid JSON.', { cause });
  }
};

/**
 * Reads a callback of the video proxy or of Kling.
 * @throws ProblemError 400 when it is not JSON, 422 naming every bad field
 */
export function parseCallbackBody(text: string): TaskReport {
  const body = toJson(text);
  const isKling = typeof body === 'object' && body !== null && 'task_status' in body;
  return isKling ? fromKling({ ...body }) : fromProxy(body);
}
