import { z } from 'zod';
import type { Config } from '@genvideo/models/config';
import { askOverHttp, type HttpAnswer } from './ask-over-http';
import { fail, ok, warn, type Verdict } from './finding';
import { toReason } from './to-reason';

/** What is read of `GET /health`. */
const healthSchema = z.object({
  engine: z.object({ address: z.string(), namespace: z.string() }),
  worker: z.object({ task_queue: z.string() }),
  providers: z
    .object({ image: z.object({ adapter: z.string() }), video: z.object({ adapter: z.string() }) })
    .optional(),
  mock: z.boolean(),
  storage: z.object({ store_id: z.string().nullable() }).optional(),
});
type Health = z.infer<typeof healthSchema>;

/** What is read of `GET /`. */
const rootSchema = z.object({ version: z.string() });

/** What was found out of the API. */
export interface ApiCheck {
  verdict: Verdict;
  version: string | null;
  /** The mark of the API's store, null when it has none; undefined when the API does not say. */
  store: string | null | undefined;
  /** By how much the API's clock is ahead of ours, in seconds, to the second; null when it was not heard. */
  ahead_seconds: number | null;
}

export interface ApiQuestion {
  url: string;
  apiKey: string | null;
  config: Config;
  engine: { address: string; namespace: string };
  timeoutMs: number;
}

const listDifferences = ({ engine, worker, providers, mock }: Health, asked: ApiQuestion): string[] => {
  const { config } = asked;
  const { image, video } = providers ?? {};
  return [
    { name: 'TEMPORAL_HOST', theirs: engine.address, ours: asked.engine.address },
    { name: 'TEMPORAL_NAMESPACE', theirs: engine.namespace, ours: asked.engine.namespace },
    { name: 'TEMPORAL_TASK_QUEUE', theirs: worker.task_queue, ours: config.TEMPORAL_TASK_QUEUE },
    { name: 'IMAGE_PROVIDER', theirs: image?.adapter, ours: config.IMAGE_PROVIDER },
    { name: 'VIDEO_PROVIDER', theirs: video?.adapter, ours: config.VIDEO_PROVIDER },
    { name: 'MOCK_EXTERNAL_APIS', theirs: mock, ours: config.MOCK_EXTERNAL_APIS },
  ]
    .filter(({ theirs, ours }) => theirs !== undefined && theirs !== ours)
    .map(({ name, theirs, ours }) => `${name} is "${theirs}" there and "${ours}" here`);
};

/** A filter that no list has: who may come in is refused for that, and the engine is not asked. */
const NO_FILTER = 'genvideo_doctor=1';

const judgeKey = async ({ url, apiKey, timeoutMs }: ApiQuestion): Promise<Verdict | null> => {
  const { status } = await askOverHttp(`${url}/workflows?${NO_FILTER}`, { apiKey, timeoutMs });
  if (status !== 401) return null;
  return apiKey === null
    ? warn(
        `${url} wants a key, and none is set here`,
        'Set API_KEY, or give --api-key, to one of the API_KEYS of the API.',
      )
    : fail(
        `${url} does not know the key`,
        'Set API_KEY, or give --api-key, to one of the API_KEYS of the API.',
      );
};

const judge = async (answer: HttpAnswer, asked: ApiQuestion): Promise<Verdict> => {
  const health = healthSchema.safeParse(answer.body);
  if (!health.success)
    return fail(
      `what answers at ${asked.url} is no API of GenVideo (${answer.status})`,
      'Set API_HOST and API_PORT, or give --api-url.',
    );
  const differences = listDifferences(health.data, asked);
  if (differences.length > 0)
    return warn(
      `the API at ${asked.url} is set otherwise: ${differences.join('; ')}`,
      'Set them alike for the API, the workers and here.',
    );
  return (await judgeKey(asked)) ?? ok(`the API answers at ${asked.url}`);
};

/** HTTP tells the time to the second: somewhere within it. */
const toAhead = (headers: Headers, askedAt: number): number | null => {
  const told = Date.parse(headers.get('date') ?? '');
  if (Number.isNaN(told)) return null;
  const now = Date.now();
  if (told + 1_000 < askedAt) return (told + 1_000 - askedAt) / 1_000;
  return told > now ? (told - now) / 1_000 : 0;
};

const readVersion = async ({ url, timeoutMs }: ApiQuestion): Promise<string | null> => {
  const { body } = await askOverHttp(`${url}/`, { apiKey: null, timeoutMs });
  const root = rootSchema.safeParse(body);
  return root.success ? root.data.version : null;
};

/** Whether the API answers, works with the same engine, and takes the key. */
export async function checkApi(asked: ApiQuestion): Promise<ApiCheck> {
  const askedAt = Date.now();
  try {
    const answer = await askOverHttp(`${asked.url}/health`, { apiKey: null, timeoutMs: asked.timeoutMs });
    const health = healthSchema.safeParse(answer.body);
    const ahead_seconds = toAhead(answer.headers, askedAt);
    const [verdict, version] = await Promise.all([judge(answer, asked), readVersion(asked)]);
    const { storage } = health.data ?? {};
    return { verdict, version, store: storage?.store_id, ahead_seconds };
  } catch (error) {
    const verdict = fail(
      `the API cannot be reached at ${asked.url}: ${toReason(error)}`,
      'Start it with "npm start" or "npx nx serve api", or set API_HOST and API_PORT (or give --api-url).',
    );
    return { verdict, version: null, store: undefined, ahead_seconds: null };
  }
}
