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
  /** Of the image service, then of the video service. */
  stats(): Promise<MockStats[]>;
  /** Of both services. */
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

/** Talks to the admin routes of the two mocks, by their URLs. */
export function createMockAdmin(urls: { image: string; video: string }): MockAdmin {
  const both = [urls.image, urls.video].map((url) => `${url.replace(/\/$/, '')}/admin`);
  const [admin = ''] = both;
  return {
    stats: () => Promise.all(both.map(async (base) => statsSchema.parse(await request(`${base}/stats`)))),
    ledger: async () => {
      const ledgers = await Promise.all(both.map((base) => request(`${base}/ledger`)));
      return ledgers.flatMap((ledger) => ledgerSchema.parse(ledger).submissions);
    },
    faults: async () => faultsSchema.parse(await request(`${admin}/faults`)),
    setFaults: async (faults) => {
      await request(`${admin}/faults`, 'PUT', { image: {}, video: {}, ...faults });
    },
    reset: async (faults, seed) => {
      await request(`${admin}/reset`, 'POST', { faults, ...(seed === null ? {} : { seed }) });
    },
  };
}

/** The mocks, or null when what answers at these addresses are real providers, or nothing at all. */
export async function findMocks(urls: { image: string; video: string }): Promise<MockAdmin | null> {
  const mocks = createMockAdmin(urls);
  try {
    await mocks.stats();
    return mocks;
  } catch {
    return null;
  }
}
