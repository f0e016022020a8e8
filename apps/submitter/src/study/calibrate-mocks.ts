import { setTimeout as delay } from 'node:timers/promises';
import { UserFacingError } from '@genvideo/runtime';
import { listServers, type MockAdmin, type MockTask, type ServiceUrls } from './mock-admin';

/** What a job of each service takes at the mocks when nothing slows it down, in seconds. */
export interface BaseSeconds {
  image: number;
  video: number;
}

export interface CalibrateOptions {
  mocks: MockAdmin;
  /** Of several image servers the first is measured: they are taken to be alike. */
  urls: ServiceUrls;
  /** Sent as Bearer; null where none is asked for. */
  keys: { image: string | null; video: string | null };
  signal: AbortSignal;
}

/** A probe is made to fail, which it does after half of its time and without making a file. */
const PROBE_FACTOR = 0.5;
const PROBE_SHARE = 0.5 * PROBE_FACTOR;
/** Timers are late now and then, never early: the shortest of several probes counts. */
const PROBES = 3;
const PATIENCE_MS = 60_000;
const LOOK_MS = 50;

const PROBE = { prompt: 'A probe of the time a job takes', style: 'realistic' };
const IMAGE_PROBE = { ...PROBE, width: 64, height: 64 };
const VIDEO_PROBE = { ...PROBE, image_url: 'http://127.0.0.1/probe.png', duration: 1 };

interface Probe {
  url: string;
  number: number;
  key: string | null;
}

const submit = async ({ url, number, key }: Probe, body: object): Promise<void> => {
  const authorization: Record<string, string> = key === null ? {} : { authorization: `Bearer ${key}` };
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'idempotency-key': `${url}#${number}`, ...authorization },
    body: JSON.stringify(body),
  });
  if (!response.ok)
    throw new UserFacingError(`POST ${url} answered ${response.status}; no study is possible.`);
};

/** A late timer shows multiplied: no mock is set to such odd seconds. */
const toRound = (seconds: number): number => {
  const grain = seconds > 0.5 ? 20 : 100;
  return Math.round(seconds * grain) / grain;
};

const toSeconds = ({ created_at, ended_at }: MockTask): number =>
  (Date.parse(ended_at ?? created_at) - Date.parse(created_at)) / 1_000 / PROBE_SHARE;

/** @param url where the probes went, which their keys begin with */
const toShortest = (tasks: readonly MockTask[], url: string): number =>
  toRound(
    Math.min(
      ...tasks.filter(({ idempotency_key: key }) => key?.startsWith(url)).map((task) => toSeconds(task)),
    ),
  );

const awaitEnds = async ({ mocks, signal }: CalibrateOptions): Promise<MockTask[]> => {
  for (const deadline = Date.now() + PATIENCE_MS; Date.now() < deadline;) {
    const tasks = await mocks.ledger();
    if (tasks.every(({ ended_at }) => ended_at !== null)) return tasks;
    await delay(LOOK_MS, undefined, { signal });
  }
  throw new UserFacingError('The mocks took more than a minute for a probe; start them with shorter jobs.');
};

/** Measures what a job takes at the mocks, which do not tell, with a few failing probes of each service. */
export async function calibrateMocks(options: CalibrateOptions): Promise<BaseSeconds> {
  const { mocks, urls, keys } = options;
  const image = `${listServers(urls.image)[0] ?? ''}/img/submit`;
  const video = `${listServers(urls.video)[0] ?? ''}/video/submit`;
  await mocks.reset({ fail_first: PROBES, slow_progress: PROBE_FACTOR }, null);
  for (let number = 1; number <= PROBES; number += 1) {
    await submit({ url: image, number, key: keys.image }, IMAGE_PROBE);
    await submit({ url: video, number, key: keys.video }, VIDEO_PROBE);
  }
  const tasks = await awaitEnds(options);
  return { image: toShortest(tasks, image), video: toShortest(tasks, video) };
}
