/** What a watcher was told, at what time (milliseconds since 1970). */
export interface Sight {
  at_ms: number;
  percent: number;
  status: string;
}

/** One who followed a job, and all that it was told, in order. */
export interface WatcherLog {
  watcher: string;
  sights: Sight[];
}

/** What the client knows of a job by itself. Times are in milliseconds since 1970. */
export interface JobLog {
  workflow_id: string;
  job_type: 'image' | 'video';
  sent_at_ms: number;
  /** When an API said that the job is taken; null when none has said so. */
  accepted_at_ms: number | null;
  /** When it was first asked to cancel, whether or not an answer came. */
  cancel_sent_at_ms: number | null;
  /** When a watcher heard of its end. */
  ended_at_ms: number | null;
  watchers: WatcherLog[];
}

/** The client's own log. */
export interface Journal {
  readonly jobs: readonly JobLog[];
  open(job: Pick<JobLog, 'workflow_id' | 'job_type'>): JobLog;
  /** Taken, and not ended as far as the client knows. */
  underWay(): JobLog[];
}

export function createJournal(): Journal {
  const jobs: JobLog[] = [];
  return {
    jobs,
    open(job) {
      const log: JobLog = {
        ...job,
        ...{ sent_at_ms: Date.now(), accepted_at_ms: null, cancel_sent_at_ms: null, ended_at_ms: null },
        watchers: [],
      };
      jobs.push(log);
      return log;
    },
    underWay: () =>
      jobs.filter(({ accepted_at_ms, ended_at_ms }) => accepted_at_ms !== null && ended_at_ms === null),
  };
}
