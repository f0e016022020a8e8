import { appendProgress, createProgress, type Progress } from '@genvideo/models';
import type { ProgressEvent } from './progress-event';
import { toEvents, toMissedStages, type JobState } from './to-events';
import type { WatchedJob } from './watched-job';

const at = (seconds: number): string => new Date(Date.UTC(2026, 0, 1, 0, 0, seconds)).toISOString();

const PENDING = createProgress(new Date(at(0)));
const IMAGE: Progress = {
  ...PENDING,
  step: 'image',
  status: 'running',
  message: 'Making the image',
  updated_at: at(1),
};
const IMAGE_DONE: Progress = { ...IMAGE, percent: 23, asset_url: 'http://image', updated_at: at(5) };
const VIDEO: Progress = { ...IMAGE_DONE, step: 'video', message: 'Making the video' };
const RETRY: Progress = {
  ...VIDEO,
  status: 'retrying',
  message: 'Again',
  error_message: 'oh',
  updated_at: at(9),
};
const STORING: Progress = {
  ...RETRY,
  step: 'processing',
  status: 'running',
  percent: 95,
  updated_at: at(12),
};
const DONE: Progress = {
  ...STORING,
  step: 'completed',
  status: 'completed',
  percent: 100,
  updated_at: at(13),
};
const HISTORY = [PENDING, IMAGE, IMAGE_DONE, VIDEO, RETRY, STORING, DONE];

const toState = (
  progress: Progress,
  history: readonly Progress[] | null,
  job: Partial<WatchedJob> = {},
): JobState => ({
  job: {
    workflow_id: 'job',
    workflow_type: 'GenVideoWorkflow',
    workflow_status: 'RUNNING',
    no_worker: false,
    tags: [],
    last_heartbeat_at: null,
    timestamp: at(20),
    progress,
    ...job,
  },
  history,
});

const outline = (events: readonly ProgressEvent[]) =>
  events.map(
    ({ kind, view: { progress } }) => `${kind} ${progress.step} ${progress.status} ${progress.percent}`,
  );

const follow = (states: readonly JobState[]): ProgressEvent[] => {
  const events: ProgressEvent[] = [];
  for (const state of states) events.push(...toEvents(events.at(-1) ?? null, state));
  return events;
};

describe('toEvents', () => {
  it('begins with the present', () => {
    expect(outline(toEvents(null, toState(VIDEO, HISTORY.slice(0, 4))))).toEqual(['stage video running 23']);
  });

  it('tells each change once, and stages that came and went between two looks', () => {
    const events = follow([
      toState(PENDING, [PENDING]),
      toState(IMAGE, HISTORY.slice(0, 2)),
      toState({ ...IMAGE, percent: 10, updated_at: at(3) }, HISTORY.slice(0, 2)),
      toState({ ...IMAGE, percent: 10, updated_at: at(4) }, HISTORY.slice(0, 2)),
      toState(DONE, HISTORY, { workflow_status: 'COMPLETED' }),
    ]);
    expect(outline(events)).toEqual([
      'stage pending pending 0',
      'stage image running 0',
      'change image running 10',
      'stage video running 23',
      'stage video retrying 23',
      'stage processing running 95',
      'last completed completed 100',
    ]);
  });

  it('never goes back, whatever a new try says', () => {
    const events = follow([
      toState({ ...VIDEO, percent: 70 }, HISTORY.slice(0, 4)),
      toState({ ...RETRY, percent: 30 }, HISTORY.slice(0, 5)),
    ]);
    expect(outline(events)).toEqual(['stage video running 70', 'stage video retrying 70']);
  });

  it('does without the record when nobody answers for it', () => {
    const events = follow([
      toState(PENDING, null),
      toState(IMAGE, null),
      toState({ ...IMAGE, message: 'Still making the image' }, null),
      toState({ ...IMAGE, step: 'failed', status: 'cancelled' }, null, { workflow_status: 'CANCELED' }),
    ]);
    expect(outline(events)).toEqual([
      'stage pending pending 0',
      'stage image running 0',
      'change image running 0',
      'last failed cancelled 0',
    ]);
  });
});

describe('toMissedStages', () => {
  const END = toState(DONE, HISTORY, { workflow_status: 'COMPLETED' });

  it('is what a watcher missed since any event it may have seen last', () => {
    const seen = follow([
      toState(PENDING, [PENDING]),
      toState(IMAGE, HISTORY.slice(0, 2)),
      toState({ ...VIDEO, percent: 47 }, HISTORY.slice(0, 4)),
      toState(RETRY, HISTORY.slice(0, 5)),
    ]);
    expect(seen.map(({ cursor }) => outline(toMissedStages(END, cursor)))).toEqual([
      [
        'stage image running 0',
        'stage video running 23',
        'stage video retrying 23',
        'stage processing running 95',
      ],
      ['stage video running 23', 'stage video retrying 23', 'stage processing running 95'],
      ['stage video retrying 47', 'stage processing running 95'],
      ['stage processing running 95'],
    ]);
  });

  it('leads on from each of its own events', () => {
    const [all = []] = [toMissedStages(END, { atMs: 0, nth: 0, percent: 0, over: false })];
    expect(all.map(({ cursor }) => toMissedStages(END, cursor).length)).toEqual([4, 3, 2, 1, 0]);
  });

  it('sends what there is of a record that was trimmed', () => {
    const steps = Array.from({ length: 200 }, (_, index) => ({
      ...VIDEO,
      message: `Try ${index}`,
      updated_at: at(20 + index),
    }));
    const trimmed = steps.reduce<Progress[]>(
      (history, next) => appendProgress(history, next),
      HISTORY.slice(0, 4),
    );
    const [image] = toEvents(null, toState(IMAGE, HISTORY.slice(0, 2)));
    const missed = toMissedStages(toState(steps.at(-1)!, trimmed), image!.cursor);
    expect(missed).toHaveLength(48);
    expect(missed.at(-1)?.view.progress.message).toBe('Try 198');
  });

  it('is nothing without a record', () => {
    const [event] = toEvents(null, toState(IMAGE, null));
    expect(toMissedStages(toState(VIDEO, null), event!.cursor)).toEqual([]);
  });
});
