import type { GenerationInput } from '@genvideo/models';
import { ProblemError } from '../problem';

/** The picture that a job begins with; null for none. */
export const readImageUrl = (job: GenerationInput): string | null =>
  'image_url' in job ? job.image_url : null;

/** What the caller is told about that picture; `problem` is what it does, such as "leads to a private address". */
export const refuseImageUrl = (problem: string): ProblemError =>
  new ProblemError('InvalidRequest', `image_url ${problem}.`, {
    problems: [{ field: 'image_url', problem }],
  });
