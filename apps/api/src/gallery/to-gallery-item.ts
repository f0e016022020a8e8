import type { GalleryItem, JobState, ListedJob } from '@genvideo/models';

/** What every message of a completed job begins with; the rest is what was made otherwise than asked for. */
const COMPLETED = 'Completed. ';

const STATUS: Readonly<Record<ListedJob['status'], GalleryItem['status']>> = {
  RUNNING: 'running',
  CONTINUED_AS_NEW: 'running',
  COMPLETED: 'completed',
  FAILED: 'failed',
  TIMED_OUT: 'failed',
  CANCELED: 'cancelled',
  TERMINATED: 'cancelled',
};

const toText = (value: unknown): string | null => (typeof value === 'string' ? value : null);

const toKind = ({ workflow_type: type }: ListedJob, input: JobState['job_input']): GalleryItem['kind'] => {
  if (type === 'ImageWorkflow') return 'image';
  if (type === 'VideoWorkflow') return 'video';
  const { job_type: kind } = input;
  return kind === 'image' || kind === 'video' ? kind : null;
};

const toNote = ({ progress: { status, message } }: JobState): string | null =>
  status === 'completed' && message.startsWith(COMPLETED) ? message.slice(COMPLETED.length) : null;

const NO_OUTCOME = { attempts: null, submissions: null, queue_time: null, processing_time: null };

const toOutcome = (record: JobState | null) => {
  const { result = null } = record ?? {};
  if (result === null) return { assets: [], error: null, ...NO_OUTCOME };
  const { assets, error, attempts, submissions, queue_time, processing_time } = result;
  return { assets, error, attempts, submissions, queue_time, processing_time };
};

/** A job of the engine's list and its record as one. */
export function toGalleryItem(listed: ListedJob, record: JobState | null): GalleryItem {
  const { workflow_id, workflow_type, user_id, start_time, close_time, percent, step } = listed;
  const input = record?.job_input ?? null;
  return {
    workflow_id,
    workflow_type,
    status: STATUS[listed.status],
    kind: toKind(listed, input ?? {}),
    prompt: toText(input?.['prompt']),
    style: toText(input?.['style']),
    user_id: user_id ?? toText(input?.['user_id']),
    start_time,
    close_time,
    percent,
    step,
    note: record && toNote(record),
    input,
    ...toOutcome(record),
  };
}
