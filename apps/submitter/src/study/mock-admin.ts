import { z } from 'zod';
import { EXIT_STATUS, UserFacingError } from '@genvideo/runtime';

const statsSchema = z.object({
  submissions: z.int().nonnegative(),
  distinct_keys: z.int().nonnegative(),
  in_flight: z.int().nonnegative(),
  max_in_flight_all: z.int().nonnegative(),
});
/** What one of the mocks has seen since its start or its last reset. */
export type MockStats = z.infer<typeof statsSchema>;

const taskSchema = z.object({
  idempotency_key: z.string().nullable(),
  created_at: z.iso.datetime(),
  ended_at: z.iso.datetime().nullable(),
});
/** An accepted submission, by the mock's own ledger. */
export type MockTask = z.infer<typeof taskSchema>;

const ledgerSchema = z.object({ submissions: z.array(taskSchema) });
const faultsSchema = z.record(z.string(), z.unknown());

/** Faults by their names at the mocks, flat for both services or under `image` and `video`. */
export type Faults = Record<string, unknown>;

/** What the studies ask of the mocks beside their protocols. */
export interface MockAdmin {
  /** Of each image server, then of the video service. */
  stats(): Promise<MockStats[]>;
  /** Of all of them. */
  ledger(): Promise<MockTask[]>;
  faults(): Promise<Faults>;
  /** Replaces all faults and leaves jobs and counts as they are. */
  setFaults(faults: Faults): Promise<void>;
  /** Forgets jobs and counts; faults become the given ones. A seed that is null stays. */
  reset(faults: Faults, seed: number | null): Promise<void>;
}

const TIMEOUT_MS = 5_000;

const request = async (url: string, method = 'GET', body?: unknown): Promise<unknown> => {
  const response = await fetch(url, {
    method,
    headers: { 'content-type': 'application/json' },
    signal: AbortSignal.timeout(TIMEOUT_MS),
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  if (response.ok) return response.json();
  const text = await response.text();
  const reason = `${method} ${url} answered ${response.status}: ${text.slice(0, 500)}`;
  throw new UserFacingError(reason, response.status < 500 ? EXIT_STATUS.usage : EXIT_STATUS.failed);
};

/** Where the services are; several image servers are separated by commas, as in IMAGE_API_BASE_URL. */
export interface ServiceUrls {
  image: string;
  video: string;
}

/** Every server of a setting that may name several, without a slash at its end. */
export const listServers = (urls: string): string[] =>
  urls.split(',').map((url) => url.trim().replace(/\/$/, ''));

/** Talks to the admin routes of the mocks, by their URLs. */
export function createMockAdmin({ image, video }: ServiceUrls): MockAdmin {
  const all = [...listServers(image), ...listServers(video)].map((url) => `${url}/admin`);
  const [first = ''] = all;
  const tellAll = async (path: string, method: string, body: unknown): Promise<void> => {
    // One after the other: two of them may be ports of one program.
    for (const admin of all) await request(`${admin}/${path}`, method, body);
  };
  return {
    stats: () => Promise.all(all.map(async (base) => statsSchema.parse(await request(`${base}/stats`)))),
    ledger: async () => {
      const ledgers = await Promise.all(all.map((base) => request(`${base}/ledger`)));
      return ledgers.flatMap((ledger) => ledgerSchema.parse(ledger).submissions);
    },
    faults: async () => faultsSchema.parse(await request(`${first}/faults`)),
    setFaults: (faults) => tellAll('faults', 'PUT', { image: {}, video: {}, ...faults }),
    reset: (faults, seed) => tellAll('reset', 'POST', { faults, ...(seed === null ? {} : { seed }) }),
  };
}

/** The mocks, or null when what answers at these addresses are real providers, or nothing at all. */
export async function findMocks(urls: ServiceUrls): Promise<MockAdmin | null> {
  const mocks = createMockAdmin(urls);
  try {
    await mocks.stats();
    return mocks;
  } catch {
    return null;
  }
}
