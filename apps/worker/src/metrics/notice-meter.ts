import { Counter, type Registry } from 'prom-client';
import type { NoticeChannel } from '@genvideo/models';

/** How an attempt to deliver a notice ended: taken, tried again later, or refused for good. */
export type AttemptOutcome = 'delivered' | 'failed' | 'refused';

/** What a worker counts of notices. */
export interface NoticeMeter {
  attempted(channel: NoticeChannel, outcome: AttemptOutcome): void;
}

const CHANNELS: readonly NoticeChannel[] = ['webhook', 'email', 'slack'];
const OUTCOMES: readonly AttemptOutcome[] = ['delivered', 'failed', 'refused'];

/** Counts in a registry. */
export function createNoticeMeter(registry: Registry): NoticeMeter {
  const attempts = new Counter({
    name: 'genvideo_notice_attempts_total',
    help: 'Attempts to deliver a notice, by outcome: delivered, failed (tried again for 24 hours), refused (never tried again).',
    labelNames: ['channel', 'outcome'],
    registers: [registry],
  });
  for (const channel of CHANNELS) for (const outcome of OUTCOMES) attempts.inc({ channel, outcome }, 0);
  return { attempted: (channel, outcome) => attempts.inc({ channel, outcome }) };
}
