import type { GalleryItem } from '@genvideo/progress-client';
import type { SubmittedJob } from './submitted-jobs';

/** A job that is under way, as a list shows it. */
export interface UnderWayJob {
  id: string;
  prompt: string | null;
  kind: 'image' | 'video' | null;
}

/** What is shown as under way: what this tab handed in, the latest first, then everybody else's. */
export function toUnderWayJobs(
  submitted: readonly SubmittedJob[],
  listed: readonly Pick<GalleryItem, 'workflow_id' | 'prompt' | 'kind'>[],
  isOver: (id: string) => boolean,
): readonly UnderWayJob[] {
  const own = new Set(submitted.map(({ id }) => id));
  const others = listed
    .filter(({ workflow_id: id }) => !own.has(id))
    .map(({ workflow_id: id, prompt, kind }) => ({ id, prompt, kind }));
  return [...submitted, ...others].filter(({ id }) => !isOver(id));
}
