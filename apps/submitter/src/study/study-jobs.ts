import type { JobInput } from '@genvideo/models';
import { parseJobInput } from '@genvideo/models/schemas';

export interface StudyJobsOptions {
  /** What the ids of the jobs begin with. */
  prefix: string;
  size: number;
  job: { width: number; height: number; duration: number };
}

/** How many users a study's jobs belong to, in turn. */
const USERS = 3;

/** The jobs of one batch, all alike but for their names. */
export function createStudyJobs({ prefix, size, job }: StudyJobsOptions): JobInput[] {
  const digits = String(size).length;
  return Array.from({ length: size }, (_, index) =>
    parseJobInput({
      ...job,
      prompt: `A lighthouse at dusk, picture ${index + 1} of ${size}`,
      user_id: `study-${(index % USERS) + 1}`,
      request_id: `${prefix}${String(index + 1).padStart(digits, '0')}`,
    }),
  );
}
