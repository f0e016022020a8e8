import type { StageHeartbeat } from '@genvideo/models';
import { FAILURE_TYPES } from '@genvideo/models';
import { explanationSchema } from '@genvideo/models/schemas';
import { sampleJob, sampleReadings, sampleRecord } from '../../test/sample-readings';
import type { ProviderLine } from '../read-provider-line';
import { explainJob } from './explain-job';

const NOW = new Date('2026-01-31T12:10:00.000Z');
const ago = (seconds: number): Date => new Date(NOW.getTime() - seconds * 1_000);

const heartbeat: StageHeartbeat = {
  stage: 'video',
  attempt: 1,
  run: 1,
  submission: 'made',
  task_id: 'task-7',
  percent: 40,
  answered_at: ago(0.4).toISOString(),
  silence: null,
};

const activity = {
  name: 'makeVideo',
  state: 'running' as const,
  run: 1,
  started_at: ago(42),
  next_run_at: ago(42),
  last_heartbeat_at: ago(0.3),
  last_failure: null,
};

const holder = (id: string, seconds: number) => ({
  workflow_id: id,
  user_id: 'ada',
  granted_at: ago(seconds).toISOString(),
});

const limiter = {
  pool: 'q',
  capacity: 2,
  configured_capacity: 2,
  paused: false,
  draining: false,
  held: 2,
  waiting: 3,
  holders: [holder('young', 5), holder('old', 50)],
  waiting_by_user: {},
  waiting_by_priority: {},
  oldest_wait_seconds: 60,
  grants_per_minute: 1,
  mean_hold_seconds: 20,
};

const outlook = {
  place: 2,
  of: 3,
  starts_in_seconds: 20,
  starts_at: new Date(NOW.getTime() + 20_000),
  hold_seconds: 20,
};

const sampleBatch = {
  total: 10,
  completed: 2,
  failed: 1,
  cancelled: 0,
  running: 2,
  paused: false,
  per_minute: 4,
};

const atVideo = { step: 'video', heartbeats: [heartbeat], pending: [activity] } as const;

const line: ProviderLine = {
  health: {
    ...{ pool: 'q:video', stage: 'video', provider: 'kling', state: 'open' },
    cause: {
      type: 'ProviderMisconfigured',
      trouble: 'account',
      message: 'POST https://kling.test/v1/videos/image2video answered 1101: Account in arrears.',
    },
    ...{ since: ago(90).toISOString(), next_probe_at: new Date(NOW.getTime() + 30_000).toISOString() },
    ...{ effective_limit: 0, configured_limit: 3, in_flight: 0, waiting: 7, openings: 1 },
  },
  place: 3,
};

describe('a job that stands in line for a provider', () => {
  const inVideo = { step: 'video', status: 'running', percent: 30, message: 'Waiting for kling' } as const;
  const record = sampleRecord(inVideo, [], ago(100));
  const inLine = { now: NOW, described: sampleJob({ step: 'video' }), record, line };
  const explain = (change: object = {}) => explainJob(sampleReadings({ ...inLine, ...change }));

  it('is told since when, why, behind how many, and when one is tried again', () => {
    const explanation = explain();
    expect(explanationSchema.parse(explanation)).toEqual(explanation);
    expect(explanation).toMatchObject({
      state: 'parked',
      sentence:
        '"kite-1" has waited for 100 s in line for kling (place 3 of 7): it is given nothing since 2026-01-31T12:08:30Z, because something is wrong with the account; one task tries it at 2026-01-31T12:10:30Z; 7 jobs wait in line. The last it said was: POST https://kling.test/v1/videos/image2video answered 1101: Account in arrears.',
      who_acts: 'operator',
      next_step: expect.stringContaining('the console of kling'),
      since: ago(100).toISOString(),
      line: { state: 'open', place: 3, waiting: 7 },
    });
  });

  it('waits for room where nothing is wrong', () => {
    const health = {
      ...line.health,
      state: 'closed' as const,
      cause: null,
      effective_limit: 3,
      in_flight: 3,
    };
    expect(explain({ line: { health, place: 1 } })).toMatchObject({
      ...{ state: 'parked', who_acts: 'nobody', next_step: null },
      sentence: expect.stringContaining('(place 1 of 7): it is given 3 tasks at once'),
    });
  });

  it('is none whose stage somebody works on, or that waits for another try', () => {
    const busy = sampleJob({ step: 'video', pending: [activity] });
    expect(explain({ described: busy })).toMatchObject({ state: 'starting', line: null });
    const retrying = sampleRecord({ ...inVideo, status: 'retrying' }, [], ago(1));
    expect(explain({ record: retrying })).toMatchObject({ state: 'retrying', line: null });
    const gone = { health: { ...line.health, state: 'closed' as const, cause: null }, place: null };
    expect(explain({ line: gone })).toMatchObject({ state: 'running', line: null });
  });
});

describe('explainJob', () => {
  it('names the queue and the command where no worker takes the job', () => {
    const described = sampleJob({ untaken: { what: 'workflow_task', since: ago(90) } });
    const explanation = explainJob(sampleReadings({ described, no_worker: true, now: NOW }));
    expect(explanation).toMatchObject({
      state: 'waiting_for_worker',
      sentence: '"kite-1" has waited for a worker for 90 s: none polls the task queue "q".',
      who_acts: 'operator',
      next_step: expect.stringContaining('npx nx serve worker'),
      worker: { task_queue: 'q', waits: 'workflow_task', since: ago(90).toISOString() },
      permit: null,
      line: null,
    });
  });

  it('tells place, holders and estimate where the job waits for a permit', () => {
    const explanation = explainJob(sampleReadings({ limiter, outlook, now: NOW }));
    expect(explanation).toMatchObject({
      state: 'waiting_for_permit',
      sentence:
        '"kite-1" waits for a permit (place 2 of 3): 2 of 2 permits are held, the longest by "old" since 2026-01-31T12:09:10Z; it is expected to start at 2026-01-31T12:10:20Z.',
      who_acts: 'nobody',
      next_step: null,
    });
    expect(explanation.permit?.holders.map(({ workflow_id: id }) => id)).toEqual(['old', 'young']);
  });

  it.each([
    ['paused', 'paused'],
    ['draining', 'drains'],
  ])('says that a limiter is %s, and how to go on', (what, word) => {
    const stopped = { ...limiter, [what]: true };
    expect(explainJob(sampleReadings({ limiter: stopped, outlook, now: NOW }))).toMatchObject({
      state: 'waiting_for_permit',
      sentence: expect.stringContaining(word),
      who_acts: 'operator',
      next_step: expect.stringContaining('"paused":false'),
    });
  });

  it('says that a job with its permit is about to begin', () => {
    const holding = { ...limiter, holders: [holder('kite-1', 1)] };
    expect(explainJob(sampleReadings({ limiter: holding, now: NOW })).state).toBe('starting');
  });

  it('tells since when it waits for the provider, what that said last, and the next look', () => {
    const described = sampleJob(atVideo);
    expect(explainJob(sampleReadings({ described, limiter, now: NOW }))).toMatchObject({
      state: 'waiting_for_provider',
      sentence:
        '"kite-1" has waited for the video provider (task task-7) for 42 s (the video usually takes 17 s); 0.4 s ago it said 40 %, and it is looked at again within a second.',
      since: ago(42).toISOString(),
      provider: {
        stage: 'video',
        try: 1,
        task_id: 'task-7',
        percent: 40,
        answered_at: ago(0.4).toISOString(),
        next_look_at: ago(-0.6).toISOString(),
        usual_is_measured: true,
      },
      retry: null,
    });
  });

  it('tells that a provider gives no answer, and why', () => {
    const silent = { ...heartbeat, silence: 'GET http://gpu/img/status/7 failed: ECONNREFUSED' };
    const described = sampleJob({ ...atVideo, heartbeats: [silent] });
    expect(explainJob(sampleReadings({ described, now: NOW })).sentence).toMatch(
      /gives no answer since 2026-01-31T12:09:59Z \(GET .* ECONNREFUSED\)/,
    );
  });

  it('tells that the worker that watches has not been heard of', () => {
    const described = sampleJob({ ...atVideo, last_heartbeat_at: ago(7) });
    expect(explainJob(sampleReadings({ described, now: NOW })).sentence).toMatch(
      /the worker that watches it has not been heard of for 7 s, and another takes over after 10 s\.$/,
    );
  });

  it('calls stuck what takes more than three times as long as usual, and a minute', () => {
    const long = sampleJob({ ...atVideo, pending: [{ ...activity, started_at: ago(400) }] });
    expect(explainJob(sampleReadings({ described: long, now: NOW }))).toMatchObject({
      state: 'stuck',
      sentence: expect.stringContaining('for 6 min 40 s (the video usually takes 90 s)'),
      who_acts: 'provider',
      next_step: expect.stringContaining('/workflows/kite-1/cancel'),
    });
    const short = sampleJob({ ...atVideo, pending: [{ ...activity, started_at: ago(59) }] });
    const quick = { ...limiter, mean_hold_seconds: 1 };
    expect(explainJob(sampleReadings({ described: short, limiter: quick, now: NOW })).state).toBe(
      'waiting_for_provider',
    );
  });

  it('tells which try it is, why and when, where the engine tries again', () => {
    const last_failure = { type: 'StorageUnavailable', message: 'ENOSPC: no space left on device' };
    const waiting = { ...activity, state: 'waiting' as const, run: 3, next_run_at: ago(-4), last_failure };
    const described = sampleJob({ step: 'processing', pending: [{ ...waiting, name: 'finishJob' }] });
    expect(explainJob(sampleReadings({ described, now: NOW }))).toMatchObject({
      state: 'retrying',
      sentence:
        '"kite-1" tries again to store its files (try 3, which costs no new submission); it begins at 2026-01-31T12:10:04Z. The last trouble was: ENOSPC: no space left on device.',
      who_acts: 'operator',
      retry: {
        what: 'storing',
        try: 3,
        costs_a_submission: false,
        type: 'StorageUnavailable',
        reason: 'ENOSPC: no space left on device',
        next_at: ago(-4).toISOString(),
      },
    });
  });

  it('forgets the trouble once the present run has been heard of', () => {
    const last_failure = { type: 'ServiceUnavailable', message: 'ECONNREFUSED' };
    const described = sampleJob({ ...atVideo, pending: [{ ...activity, run: 2, last_failure }] });
    expect(explainJob(sampleReadings({ described, now: NOW })).state).toBe('waiting_for_provider');
  });

  it('tells which new submission comes when, where a stage is tried anew', () => {
    const again = { step: 'image', status: 'retrying', error_message: 'out of memory' } as const;
    const record = sampleRecord(again, [again, again], ago(0.5));
    const described = sampleJob({ step: 'image' });
    expect(explainJob(sampleReadings({ described, record, now: NOW }))).toMatchObject({
      state: 'retrying',
      retry: {
        what: 'image',
        try: 3,
        costs_a_submission: true,
        reason: 'out of memory',
        next_at: ago(-1.5).toISOString(),
      },
    });
  });

  it('tells of storing, of cleaning up, and of a workflow whose own code fails', () => {
    const at = (name: string) => sampleJob({ step: 'processing', pending: [{ ...activity, name }] });
    const stateOf = (described: ReturnType<typeof sampleJob>): string =>
      explainJob(sampleReadings({ described, now: NOW })).state;
    expect(stateOf(at('finishJob'))).toBe('storing');
    expect(stateOf(at('abandonJob'))).toBe('cleaning_up');
    expect(stateOf(sampleJob({ step: 'image', task_attempt: 5 }))).toBe('stuck');
  });

  it('tells of a batch how its items stand, and how to resume it', () => {
    const batch = { ...sampleBatch, paused: true };
    const described = sampleJob({ workflow_type: 'BatchWorkflow', step: 'processing', batch });
    expect(explainJob(sampleReadings({ described, now: NOW }))).toMatchObject({
      state: 'running',
      sentence: expect.stringMatching(/paused: Paused: 3 of 10 done \(1 failed\), 2 running/),
      next_step: 'Resume it: POST /batches/kite-1/resume',
      batch,
    });
  });

  it.each(FAILURE_TYPES)('says of %s who acts, what to do and where to read on', (type) => {
    const described = sampleJob({ workflow_status: 'FAILED', close_time: ago(1) });
    const error = { type, message: 'it was so' };
    const explanation = explainJob(sampleReadings({ described, error, now: NOW }));
    expect(explanation).toMatchObject({
      state: 'failed',
      sentence: `"kite-1" failed at 2026-01-31T12:09:59Z (${type}): it was so`,
      next_step: expect.stringMatching(/^[A-Z].*\.$/),
      failure: { type, message: 'it was so', docs: `docs/failures.md#${type.toLowerCase()}` },
    });
    expect(explanation.who_acts).toBe(explanation.failure?.who_acts);
  });

  it.each([
    ['COMPLETED', 'completed'],
    ['CANCELED', 'cancelled'],
    ['TERMINATED', 'terminated'],
    ['TIMED_OUT', 'timed_out'],
  ] as const)('calls a job that is %s %s', (workflow_status, state) => {
    const described = sampleJob({ workflow_status, close_time: ago(1) });
    expect(explainJob(sampleReadings({ described, now: NOW })).state).toBe(state);
  });

  it('says of a completed job what it made otherwise than it was asked for', () => {
    const end = { workflow_status: 'COMPLETED', close_time: ago(1) } as const;
    const tell = (note: string | null) =>
      explainJob(sampleReadings({ described: sampleJob({ ...end, note }), now: NOW })).sentence;
    expect(tell('1 of 3 pictures were made.')).toMatch(/ \(1 of 3 pictures were made\.\)$/);
    expect(tell(null)).not.toContain('(');
  });

  it('has every key always, those of the contract and no others', () => {
    const keys = Object.keys(explanationSchema.shape);
    const ended = sampleJob({ workflow_status: 'COMPLETED', close_time: ago(1) });
    for (const described of [sampleJob({}), sampleJob(atVideo), ended]) {
      const explanation = explainJob(sampleReadings({ described, limiter, outlook, now: NOW }));
      expect(Object.keys(explanation)).toEqual(keys);
      expect(explanationSchema.parse(explanation)).toEqual(explanation);
    }
  });
});
