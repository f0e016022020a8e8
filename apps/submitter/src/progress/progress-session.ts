import type { AskJob } from './ask-job';
import type { ProgressView } from './progress-view';

/** What looking at jobs needs. */
export interface ProgressSession {
  ask: AskJob;
  view: ProgressView;
  /** Aborts when nobody wants to know any more. */
  signal: AbortSignal;
}
