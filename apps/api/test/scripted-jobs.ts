import { createProgress, type Progress } from '@genvideo/models';
import { EngineUnavailableError, NotFoundError, type JobProgress } from '@genvideo/progress-client/direct';
import type { JobReader, JobReaderOptions } from '../src/watch/job-reader';

/** When the scripted jobs began. */
export const STARTED_AT = new Date('2026-01-01T00:00:00.000Z');

interface ScriptedJob {
  job: JobProgress;
  history: Progress[];
}

/** Jobs that are wherever a spec puts them, read as the engine is read. */
export interface ScriptedJobs {
  createReader: (options: JobReaderOptions) => JobReader;
  /** Puts a job somewhere; the first time it begins. */
  set: (workflowId: string, change?: Partial<Progress>, job?: Partial<JobProgress>) => void;
  /** The same, and its workflow records it, `seconds` after it began. */
  record: (workflowId: string, seconds: number, change: Partial<Progress>) => void;
  /** Lets the engine go away and come back. */
  setAway: (away: boolean) => void;
  /** How often the engine was asked about a job. */
  looks: (workflowId: string) => number;
}

export function createScriptedJobs(): ScriptedJobs {
  const jobs = new Map<string, ScriptedJob>();
  const looks = new Map<string, number>();
  let away = false;

  const at = (workflow_id: string): ScriptedJob => {
    const progress = createProgress(STARTED_AT);
    const known = jobs.get(workflow_id) ?? {
      job: {
        workflow_id,
        workflow_type: 'GenVideoWorkflow',
        workflow_status: 'RUNNING',
        progress,
        no_worker: false,
        tags: ['user:ada'],
        last_heartbeat_at: null,
      },
      history: [progress],
    };
    jobs.set(workflow_id, known);
    return known;
  };

  const look = (workflowId: string): Promise<JobProgress> => {
    looks.set(workflowId, (looks.get(workflowId) ?? 0) + 1);
    if (away) return Promise.reject(new EngineUnavailableError('it is away'));
    const job = jobs.get(workflowId)?.job;
    return job ? Promise.resolve(job) : Promise.reject(new NotFoundError(workflowId));
  };

  const set: ScriptedJobs['set'] = (workflowId, change = {}, job = {}) => {
    const known = at(workflowId);
    known.job = { ...known.job, ...job, progress: { ...known.job.progress, ...change } };
  };

  return {
    createReader: ({ workflowId, onCall }) => ({
      look() {
        onCall();
        return look(workflowId);
      },
      getHistory: () => jobs.get(workflowId)?.history ?? null,
      fetchLastHistory: () => Promise.resolve(),
    }),
    set,
    record(workflowId, seconds, change) {
      const updated_at = new Date(STARTED_AT.getTime() + seconds * 1_000).toISOString();
      set(workflowId, { ...change, updated_at });
      const known = at(workflowId);
      known.history = [...known.history, known.job.progress];
    },
    setAway(value) {
      away = value;
    },
    looks: (workflowId) => looks.get(workflowId) ?? 0,
  };
}
