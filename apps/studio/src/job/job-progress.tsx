import type { JSX } from 'preact';
import { toPercent } from '../format/to-percent';
import { TEXTS } from '../texts';
import { Moment } from '../ui/moment';
import { ProgressBar } from '../ui/progress-bar';
import { StatusChip } from '../ui/status-chip';
import type { JobView } from './use-job';

const { job: texts } = TEXTS;

const STEPS = ['pending', 'image', 'video', 'processing', 'completed'] as const;

/** The stages of a job as far as it has come, for those who like to see where they are. */
function Steps({ view }: { view: JobView }): JSX.Element | null {
  const { progress, detail } = view;
  if (progress === null || progress.step === 'failed' || progress.status === 'cancelled') return null;
  const input = detail?.detailed_status?.job_input;
  const isPicture = (input?.['job_type'] ?? input?.['type']) === 'image';
  const steps = STEPS.filter((step) => !(isPicture && step === 'video'));
  const at = steps.findIndex((step) => step === progress.step);
  return (
    <ol class="steps" role="list">
      {steps.map((step, index) => (
        <li
          key={step}
          class={`step ${index < at || progress.step === 'completed' ? 'step-done' : ''}`}
          aria-current={index === at ? 'step' : undefined}
        >
          {TEXTS.steps[step]}
        </li>
      ))}
    </ol>
  );
}

/** Its place in the queue, when it begins, when it is done: whatever can be told. */
function Outlook({ view }: { view: JobView }): JSX.Element | null {
  const { progress, explanation } = view;
  if (view.isOver || progress === null) return null;
  const permit = progress.step === 'pending' ? (explanation?.permit ?? null) : null;
  return (
    <p class="outlook">
      {permit !== null && permit.place !== null && permit.of !== null && (
        <span>{texts.place(permit.place, permit.of)}</span>
      )}
      {permit !== null && permit.starts_at !== null && (
        <span>
          {texts.startsAt} <Moment at={permit.starts_at} isRelative />
        </span>
      )}
      {progress.estimated_completion !== null && (
        <span>
          {texts.doneAt} <Moment at={progress.estimated_completion} isRelative />
        </span>
      )}
    </p>
  );
}

/** How far a job is. */
export function JobProgress({ view }: { view: JobView }): JSX.Element {
  const { progress } = view;
  const percent = progress?.percent ?? 0;
  const status = progress?.status ?? 'pending';
  return (
    <section class="job-progress" aria-label={texts.title}>
      <div class="job-state">
        <StatusChip status={status} />
        <span class="job-percent">{toPercent(percent)}</span>
      </div>
      <ProgressBar percent={percent} status={status} label={progress?.message ?? TEXTS.statuses.pending} />
      <Steps view={view} />
      <p class="job-message" role="status" dir="auto">
        {progress?.message ?? '\u00A0'}
      </p>
      <Outlook view={view} />
    </section>
  );
}
