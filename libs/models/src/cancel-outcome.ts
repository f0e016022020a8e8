import type { CancelOutcome } from './schemas/job-result';

const SENTENCES: Readonly<Record<CancelOutcome, string>> = {
  cancelled_before_submit: 'Nothing was under way at the provider.',
  cancelled_at_provider: 'Its task was cancelled at the provider.',
  provider_cannot_cancel: 'The provider cannot cancel its task, which goes on and is paid for.',
  already_ended: 'Its task at the provider had ended already; what it made is kept.',
};

/** What a cancel came to, in a sentence; null stands for a provider that did not say. */
export function describeCancelOutcome(outcome: CancelOutcome | null): string {
  return outcome === null ? 'The provider did not say whether its task was cancelled.' : SENTENCES[outcome];
}
