import { toFailureRule } from '@genvideo/models';
import { GenerationError } from '../generation-error';
import { pause } from '../pause';
import type { GenerationProvider, TaskState } from '../providers/provider-port';
import { toPollDelayMs, type PollPace } from './poll-pace';

export interface WatchTaskOptions {
  provider: Pick<GenerationProvider<unknown>, 'look'>;
  taskId: string;
  /** Asked before each wait, because a worker's load changes. */
  readPace: () => PollPace;
  /** After what time such tasks should be over, in milliseconds, as far as that has been seen. */
  usualMs?: number;
  /** Whether the task was submitted this moment, and there is nothing to see yet. */
  isNew?: boolean;
  /** Aborted when somebody wants to know at once: the task is looked at a last time, and the watch ends. */
  hurry: AbortSignal;
  /** Told how long it is until the next look, in milliseconds. */
  onRest?: (milliseconds: number) => void;
  /** Told of each look that got no usable answer and is borne. */
  onSilence?: (error: unknown) => void;
}

/** How long a provider may give no usable answer before the watch gives up, in milliseconds. */
const SILENCE_LIMIT_MS = 60_000;

/** The longest that a provider's Retry-After is heeded, in milliseconds. */
const LONGEST_WAIT_MS = 30_000;

/** How many answers in a row may break the protocol. */
const VIOLATION_LIMIT = 5;

/** How many times in a row a provider may not know its task before the task counts as lost. */
const LOST_LIMIT = 3;

/** How long a last look may take once there is a hurry, in milliseconds. */
const LAST_LOOK_MS = 10_000;

const isRunning = (state: TaskState): state is Extract<TaskState, { percent: number }> => 'percent' in state;

/** Decides whether a look that failed may be tried again. */
class LookPatience {
  private silentSince: number | null = null;
  private violations = 0;
  private lost = 0;

  /** Whether an answer may be believed: a provider that says once that it does not know its task may be mistaken. */
  believes(state: TaskState): boolean {
    this.lost = state.status === 'lost' ? this.lost + 1 : 0;
    return state.status !== 'lost' || this.lost >= LOST_LIMIT;
  }

  /** How long the provider asked to be left alone, in milliseconds. */
  askedToWaitMs = 0;

  answered(): void {
    this.askedToWaitMs = 0;
    this.silentSince = null;
    this.violations = 0;
  }

  bears(error: unknown): boolean {
    if (!(error instanceof GenerationError)) return false;
    if (error.type === 'ContractViolation') return ++this.violations < VIOLATION_LIMIT;
    this.silentSince ??= Date.now();
    this.askedToWaitMs = Math.min(error.retryAfterMs ?? 0, LONGEST_WAIT_MS);
    // A key that is wrong now, or an account in arrears, is the provider's matter, not that of a task it works on.
    const transient = toFailureRule(error.type).retry === 'same_submission' || error.trouble !== null;
    return transient && Date.now() - this.silentSince < SILENCE_LIMIT_MS;
  }
}

/**
 * Yields a task's states until it has ended or there is a hurry, however long that takes. Answers that fail are
 * borne for a while: a task that is paid for is not given up for a hiccup.
 * @throws GenerationError when the provider stays silent or keeps breaking its protocol
 */
export async function* watchTask({
  provider,
  taskId,
  readPace,
  usualMs,
  isNew,
  hurry,
  onRest,
  onSilence,
}: WatchTaskOptions): AsyncGenerator<TaskState> {
  const startedAt = Date.now();
  const patience = new LookPatience();
  let percent = 0;
  const rest = (): Promise<void> => {
    const paceMs = toPollDelayMs({ elapsedMs: Date.now() - startedAt, percent, usualMs }, readPace());
    const waitMs = Math.max(paceMs, patience.askedToWaitMs);
    onRest?.(waitMs);
    return pause(waitMs, hurry);
  };
  if (isNew) await rest();
  for (;;) {
    const last = hurry.aborted;
    try {
      const signal = last ? AbortSignal.timeout(LAST_LOOK_MS) : hurry;
      const state = await provider.look(taskId, signal);
      patience.answered();
      if (patience.believes(state)) {
        yield state;
        if (!isRunning(state)) return;
        percent = state.percent;
      }
    } catch (error) {
      if (!hurry.aborted && !patience.bears(error)) throw error;
      if (!hurry.aborted) onSilence?.(error);
    }
    if (last) return;
    await rest();
  }
}
