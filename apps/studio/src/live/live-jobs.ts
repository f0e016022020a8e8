import { batch, effect, signal, type ReadonlySignal, type Signal } from '@preact/signals';
import { UnauthorizedError, type JobsEvent } from '@genvideo/progress-client';
import { noteStream } from '../server/connection';
import { ask, lock, server } from '../server/server';
import { isVisible } from '../shell/is-visible';
import { isOver, mayStay, toFollowed } from './choose-followed';

/** How long changes of what is followed are collected before the stream is opened anew, in milliseconds. */
const SETTLE_MS = 120;

/** How often the page shows what came, in milliseconds: more often than percents change, less often than they come. */
const SHOW_MS = 250;

/** When a stream that was refused is asked for again, in milliseconds. */
const AGAIN_MS = 5_000;

const known = new Map<string, Signal<JobsEvent | null>>();
const followers = new Map<string, number>();
const arrived = new Map<string, JobsEvent>();
const over = signal<ReadonlySet<string>>(new Set());
/** The followed jobs that have ended; changes seldom, where the jobs themselves change all the time. */
export const overJobs: ReadonlySignal<ReadonlySet<string>> = over;

/** Rises whenever what is followed has changed. */
const changes = signal(0);
let showing: ReturnType<typeof setTimeout> | undefined;
let streamed: readonly string[] = [];

const toKnown = (id: string): Signal<JobsEvent | null> => {
  let job = known.get(id);
  if (job === undefined) known.set(id, (job = signal(null)));
  return job;
};

const show = (): void => {
  showing = undefined;
  const ended = [...arrived].filter(([, event]) => isOver(event)).map(([id]) => id);
  batch(() => {
    for (const [id, event] of arrived) toKnown(id).value = event;
    if (ended.length > 0) over.value = new Set([...over.value, ...ended]);
  });
  arrived.clear();
};

const take = (event: JobsEvent): void => {
  arrived.set(event.workflow_id, event);
  showing ??= setTimeout(show, SHOW_MS);
};

const leave = (state: 'idle' | 'lost'): void => {
  streamed = [];
  noteStream(state);
};

const follow = async (ids: readonly string[], stopping: AbortSignal): Promise<void> => {
  const options = { signal: stopping, onConnection: noteStream };
  try {
    await ask(async ({ api }) => {
      for await (const event of api.watchMany(ids, options)) take(event);
    });
    if (!stopping.aborted) leave('idle');
  } catch (error) {
    if (stopping.aborted) return;
    // Whoever has no key is asked for one; everything else may be over in a while.
    const isLocked = error instanceof UnauthorizedError;
    leave(isLocked ? 'idle' : 'lost');
    if (!isLocked) setTimeout(() => (changes.value += 1), AGAIN_MS);
  }
};

/** One stream for everything that is on the page, however much that is; none while nobody looks. */
const keepStreaming = (): (() => void) => {
  let stopping = new AbortController();
  let timer: ReturnType<typeof setTimeout> | undefined;
  const restart = (isWanted: boolean): void => {
    const wanted = isWanted ? toFollowed(followers.keys(), (id) => known.get(id)?.peek() ?? null) : [];
    if (isWanted && mayStay(streamed, wanted)) return;
    stopping.abort();
    stopping = new AbortController();
    streamed = wanted;
    if (wanted.length === 0) noteStream('idle');
    else void follow(wanted, stopping.signal);
  };
  let clients = server.peek();
  return effect(() => {
    const isWanted = isVisible.value && lock.value === 'open';
    if (server.value !== clients) streamed = [];
    clients = server.value;
    void changes.value;
    clearTimeout(timer);
    timer = setTimeout(() => restart(isWanted), SETTLE_MS);
  });
};

let isStarted = false;

/** Follows a job until the function it gives is called. */
export function followJob(id: string): () => void {
  if (!isStarted) keepStreaming();
  isStarted = true;
  followers.set(id, (followers.get(id) ?? 0) + 1);
  changes.value += 1;
  return () => {
    const left = (followers.get(id) ?? 1) - 1;
    if (left > 0) followers.set(id, left);
    else followers.delete(id);
    changes.value += 1;
  };
}

/** The latest that was heard of a job; null before anything was. */
export function getLiveJob(id: string): ReadonlySignal<JobsEvent | null> {
  return toKnown(id);
}
