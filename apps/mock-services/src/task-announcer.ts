import { setTimeout as sleep } from 'node:timers/promises';
import { Webhook } from 'standardwebhooks';
import type { LogMockEvent } from './mock-event';
import { sendBadCallbacks } from './send-bad-callbacks';
import { sendCallback } from './send-callback';
import type { ServiceFaults } from './service-faults';
import { signBody } from './sign-body';
import type { CallbackTarget, Task } from './task';
import { pendingMs } from './task-state';

/** Sends the callbacks of tasks, with the faults that are set. Failed deliveries are logged, not repeated: callbacks are hints. */
export interface TaskAnnouncer {
  /** To be told of every acceptance: a callback may (wrongly) leave at once. */
  accepted(task: Task): void;
  /** To be told of every end; cancelled and lost tasks are not announced. */
  ended(task: Task): void;
  /** Drops what waits and cuts what is under way. */
  reset(): void;
}

export interface TaskAnnouncerParts {
  readonly faults: ServiceFaults;
  /** `whsec_` and base64; unsigned without. */
  readonly secret: string | undefined;
  readonly countCallback: () => void;
  readonly log: LogMockEvent;
}

const repeats = 3;

export function createTaskAnnouncer(parts: TaskAnnouncerParts): TaskAnnouncer {
  const { faults, secret, countCallback, log } = parts;
  const signer = secret === undefined ? undefined : new Webhook(secret);
  let stopping = new AbortController();

  const post = async (task: Task, target: CallbackTarget, announcement: Announcement) => {
    const { signal } = stopping;
    countCallback();
    const body = JSON.stringify(announcement.body);
    const messageId = `msg_${task.id}_${announcement.name}`;
    const headers = target.toHeaders?.(task, body) ?? signBody(signer, messageId, body);
    const times =
      announcement.name === 'end' && faults.strikes('callback_replayed_rate', task.diceKey) ? 2 : 1;
    for (let time = 0; time < times; time += 1)
      await sendCallback({ url: target.url, body, headers }, signal).catch((error: unknown) => {
        if (!signal.aborted) log({ event: 'mock_callback_failed', job_id: task.id, error: String(error) });
      });
  };
  const announceEnd = async (task: Task, target: CallbackTarget) => {
    if (faults.strikes('callback_lost_rate', task.diceKey)) return;
    const { callback_late_ms: lateMs } = faults.settings();
    const times = faults.strikes('callback_repeat_rate', task.diceKey) ? repeats : 1;
    if (faults.strikes('callback_late_rate', task.diceKey)) {
      const { signal } = stopping;
      await sleep(lateMs, undefined, { signal }).catch(() => undefined);
      if (signal.aborted) return;
    }
    const body = target.toEndBody(task, task.end?.status === 'completed' ? 'completed' : 'failed');
    for (let time = 0; time < times; time += 1) await post(task, target, { name: 'end', body });
  };

  const announceChanges = async (task: Task, target: CallbackTarget) => {
    if (target.toChangeBody === undefined) return;
    const { signal } = stopping;
    void post(task, target, { name: 'pending', body: target.toChangeBody(task, 'pending') });
    await sleep(pendingMs(task.plan), undefined, { signal }).catch(() => undefined);
    if (signal.aborted || task.end !== undefined) return;
    await post(task, target, { name: 'processing', body: target.toChangeBody(task, 'processing') });
  };

  return {
    accepted(task) {
      const target = task.order.callback;
      if (target === undefined) return;
      void announceChanges(task, target);
      sendBadCallbacks(task, target, { faults, signer, signal: stopping.signal });
      if (!faults.strikes('callback_early_rate', task.diceKey)) return;
      void post(task, target, { name: 'early', body: target.toEndBody(task, 'completed') });
    },
    ended(task) {
      const target = task.order.callback;
      if (target === undefined) return;
      if (task.end?.status === 'completed' || task.end?.status === 'failed') void announceEnd(task, target);
    },
    reset() {
      stopping.abort();
      stopping = new AbortController();
    },
  };
}

interface Announcement {
  readonly name: 'pending' | 'processing' | 'early' | 'end';
  readonly body: object;
}
