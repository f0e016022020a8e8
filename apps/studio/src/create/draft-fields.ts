import type { DraftProblems } from './check-draft';
import type { Draft } from './draft';

/** What each part of the form is given. */
export interface DraftFields {
  draft: Draft;
  problems: DraftProblems;
  change: (part: Partial<Draft>) => void;
}
