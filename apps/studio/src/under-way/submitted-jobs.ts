import { signal } from '@preact/signals';

/** A job that was handed in from this tab. */
export interface SubmittedJob {
  id: string;
  prompt: string;
  kind: 'image' | 'video';
}

/** How many are remembered. */
const MOST = 100;

/** What was handed in from this tab, the latest first: it is shown at once, whenever the engine's list follows. */
export const submittedJobs = signal<readonly SubmittedJob[]>([]);

export function noteSubmitted(job: SubmittedJob): void {
  submittedJobs.value = [job, ...submittedJobs.value].slice(0, MOST);
}
