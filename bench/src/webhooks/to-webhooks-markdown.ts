import { toMachineText } from '../report/to-machine-text';
import { toTable } from '../report/to-table';
import type { WebhooksResult } from './webhooks-result';

const METHOD = [
  'Jobs of pictures, each with a `webhook_url` at which nobody listens yet. When the time is over, a receiver begins to',
  'listen there. It does what the documentation tells receivers to do: it checks the signature (by `svix`, a library other',
  'than the one that signs), and drops notices whose `webhook-id` it has seen. Some calls it takes and then cuts off',
  'without an answer: those come again. Engine, mock, worker and receiver share the cores of the machine.',
];

/** The report of one run. */
export function toWebhooksMarkdown(result: WebhooksResult): string {
  const { jobs, down_seconds, completed_while_down, notices, told_jobs, forged, calls, unanswered } = result;
  const rows: string[][] = [
    ['jobs', String(jobs)],
    ['nobody listens for', `${down_seconds} s`],
    ['jobs completed meanwhile', String(completed_while_down)],
    ['notices delivered, by the delivery log', String(result.delivered)],
    ['different notices at the receiver', String(notices)],
    ['different jobs it was told of', String(told_jobs)],
    ['calls that it took, repetitions included', String(calls)],
    ['of these cut off without an answer', String(unanswered)],
    ['wrong signatures', String(forged)],
    ['most attempts of one notice', String(result.most_attempts)],
    ['first notice after the receiver came', `${result.first_seconds} s`],
    ['half of the notices', `${result.median_seconds} s`],
    ['last notice', `${result.last_seconds} s`],
  ];
  return [
    '# Webhooks',
    '',
    'Written by the bench; do not edit. What it says is what one run measured.',
    '',
    toMachineText(result),
    '',
    ...METHOD,
    '',
    toTable(['what', 'value'], rows),
    '',
    'Attempts wait twice as long each time, so what is left when a receiver comes back is delivered within about as long as it',
    'was away. Nobody has to wait for that: `POST /deliveries/{id}/redeliver` tries at once.',
    '',
  ].join('\n');
}
