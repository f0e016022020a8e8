import { startApp } from './start-app';
import type { RunningProcess } from './start-process';

export type MockServiceName = 'image' | 'video';

/** Faults by name (`failure_rate`, `drop_after_accept_rate`, ...), for both services or under `image` and `video`. */
export type MockFaults = Readonly<Record<string, unknown>>;

export interface MockServicesOptions {
  /** Time of an image. Default 0.2. */
  imageSeconds?: number;
  /** Time of a video. Default 0.4. */
  videoSeconds?: number;
  /** Make the files once per size and length, for many jobs. Default true. */
  light?: boolean;
  /** Of the decisions about faults. Default 1. */
  seed?: number;
  /** A folder for what outlives a kill. */
  stateDir?: string;
  /** Sign callbacks with it. */
  callbackSecret?: string;
  faults?: MockFaults;
  /** More flags of apps/mock-services. */
  args?: readonly string[];
  /** A command that starts commands, as in AppOptions. */
  prefix?: readonly string[];
}

/** What a service saw since its start or the last reset. */
export interface MockStats {
  /** Accepted submissions; repeats that were answered with an existing job do not count. */
  submissions: number;
  distinct_keys: number;
  completed: number;
  failed: number;
  cancelled: number;
  in_flight: number;
  max_in_flight: number;
  /** The same over both services together. */
  max_in_flight_all: number;
  callbacks_sent: number;
  /** Submissions refused because of the fault `concurrency_limit`. */
  refused_over_limit: number;
  /** How often each fault struck. */
  struck: Readonly<Record<string, number>>;
}

/** One accepted submission. */
export interface MockLedgerLine {
  service: MockServiceName;
  job_id: string;
  idempotency_key: string | null;
  status: string;
  created_at: string;
  ended_at: string | null;
  prompt: string;
  /** The valid outputs that ComfyUI left out of it, separated by commas; null for none. */
  left_out?: string | null;
}

export interface MockServices {
  imageUrl: string;
  videoUrl: string;
  process: RunningProcess;
  stats: (service: MockServiceName) => Promise<MockStats>;
  /** In order of acceptance. */
  ledger: (service: MockServiceName) => Promise<MockLedgerLine[]>;
  /** Changes the given faults and leaves the others. */
  setFaults: (faults: MockFaults) => Promise<void>;
  /** Forgets all jobs and counts of both services; faults become the given ones. Default: none. */
  reset: (faults?: MockFaults) => Promise<void>;
  stop: () => Promise<void>;
}

/** Starts apps/mock-services on free ports and resolves when both services listen. */
export async function startMockServices(options: MockServicesOptions = {}): Promise<MockServices> {
  const process = await startApp({
    app: 'mock-services',
    args: toArguments(options),
    prefix: options.prefix,
  });
  try {
    const imageUrl = await waitForUrl(process, 'image');
    const videoUrl = await waitForUrl(process, 'video');
    return {
      imageUrl,
      videoUrl,
      process,
      ...createAdmin({ image: imageUrl, video: videoUrl }),
      stop: process.stop,
    };
  } catch (error) {
    await process.stop();
    throw error;
  }
}

function toArguments(options: MockServicesOptions): string[] {
  const {
    imageSeconds = 0.2,
    videoSeconds = 0.4,
    light = true,
    seed = 1,
    stateDir,
    callbackSecret,
    faults,
    args = [],
  } = options;
  return [
    ...['--image-port', '0', '--video-port', '0', '--seed', String(seed)],
    ...['--image-seconds', String(imageSeconds), '--video-seconds', String(videoSeconds)],
    ...(light ? ['--light'] : []),
    ...(stateDir === undefined ? [] : ['--state-dir', stateDir]),
    ...(callbackSecret === undefined ? [] : ['--callback-secret', callbackSecret]),
    ...(faults === undefined ? [] : ['--faults', JSON.stringify(faults)]),
    ...args,
  ];
}

async function waitForUrl(process: RunningProcess, service: MockServiceName): Promise<string> {
  const line = await process.waitForLine(
    (text) => text.includes('"mock_listening"') && text.includes(`"service":"${service}"`),
  );
  return (JSON.parse(line) as { url: string }).url;
}

type Admin = Pick<MockServices, 'stats' | 'ledger' | 'setFaults' | 'reset'>;

function createAdmin(urls: Record<MockServiceName, string>): Admin {
  const send = async (service: MockServiceName, path: string, init?: { method: string; body: unknown }) => {
    const response = await fetch(`${urls[service]}/admin/${path}`, {
      method: init?.method ?? 'GET',
      headers: { 'content-type': 'application/json' },
      body: init && JSON.stringify(init.body),
    });
    if (!response.ok) throw new Error(`/admin/${path} answered ${response.status}: ${await response.text()}`);
    return response.json();
  };
  return {
    stats: async (service) => (await send(service, 'stats')) as MockStats,
    ledger: async (service) =>
      ((await send(service, 'ledger')) as { submissions: MockLedgerLine[] }).submissions,
    // Faults are the whole program's: either port takes them.
    setFaults: async (faults) => {
      await send('image', 'faults', { method: 'PUT', body: faults });
    },
    reset: async (faults = {}) => {
      await send('image', 'reset', { method: 'POST', body: { faults } });
    },
  };
}
