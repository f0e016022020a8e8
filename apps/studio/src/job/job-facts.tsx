import type { ComponentChildren, JSX } from 'preact';
import type { JobResult } from '@genvideo/progress-client';
import { toNumber } from '../format/to-number';
import { toBytes } from '../format/to-bytes';
import { toSeconds } from '../format/to-seconds';
import { TEXTS } from '../texts';
import { Moment } from '../ui/moment';
import type { JobView } from './use-job';

const { job: texts } = TEXTS;

type Fact = [name: string, value: ComponentChildren];

const ofResult = (result: JobResult | null): Fact[] => {
  if (result === null) return [];
  const bytes = result.assets.reduce((sum, { size }) => sum + size, 0);
  const main = result.assets.find(({ kind }) => kind === 'video') ?? result.assets[0];
  return [
    [texts.submissions, toNumber(result.submissions)],
    [texts.tries, toNumber(result.attempts)],
    [texts.queue, toSeconds(result.queue_time)],
    [texts.processing, toSeconds(result.processing_time)],
    ...(!main?.width || !main.height ? [] : [[texts.format, `${main.width} × ${main.height}`] as Fact]),
    ...(bytes > 0 ? [[texts.size, toBytes(bytes)] as Fact] : []),
  ];
};

const ofInput = (input: Readonly<Record<string, unknown>> | undefined): Fact[] => {
  const facts: [string, unknown, (value: unknown) => string][] = [
    [texts.style, input?.['style'], String],
    [texts.length, input?.['duration'], (value) => toSeconds(Number(value))],
    [
      texts.priority,
      input?.['priority'],
      (value) => TEXTS.create.priorities[Number(value) - 1] ?? String(value),
    ],
    [texts.user, input?.['user_id'], String],
  ];
  const isPicture = (input?.['job_type'] ?? input?.['type']) === 'image';
  return facts
    .filter(([name, value]) => value !== undefined && value !== null && !(isPicture && name === texts.length))
    .map(([name, value, write]) => [name, <bdi key={name}>{write(value)}</bdi>]);
};

const toFacts = ({ detail, result }: JobView): Fact[] => {
  const retries = detail?.detailed_status?.retry_count ?? 0;
  return [
    ...ofResult(result),
    ...(result === null && retries > 0 ? [[texts.retries, toNumber(retries)] as Fact] : []),
    ...ofInput(detail?.detailed_status?.job_input),
    ...(detail === null ? [] : [[texts.started, <Moment key="start" at={detail.start_time} />] as Fact]),
    ...(!detail?.close_time ? [] : [[texts.ended, <Moment key="end" at={detail.close_time} />] as Fact]),
  ];
};

/** What a job was asked for, what it took and what it cost. */
export function JobFacts({ view }: { view: JobView }): JSX.Element {
  return (
    <section class="facts-section" aria-labelledby="facts">
      <h2 id="facts">{texts.facts}</h2>
      <dl class="facts">
        {toFacts(view).map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
