import type { Config } from '@genvideo/models/config';
import type { EngineOptions } from '@genvideo/runtime';
import { toApiUrl } from '../to-api-url';
import { checkApi, type ApiCheck } from './check-api';
import { checkCallbacks } from './check-callbacks';
import { checkClock } from './check-clock';
import { checkEngine, type EngineCheck } from './check-engine';
import { checkFolder } from './check-folder';
import { checkLimiter } from './check-limiter';
import { checkNamespace } from './check-namespace';
import { checkNotices } from './check-notices';
import { checkPermits } from './check-permits';
import { checkProvider, toImageSettings, toVideoSettings } from './check-provider';
import { checkProviderHealth } from './check-provider-health';
import { checkResults } from './check-results';
import { checkSearchAttributes } from './check-search-attributes';
import { checkSharedSettings } from './check-shared-settings';
import { checkSharedStore } from './check-shared-store';
import { checkWorkers } from './check-workers';
import { openEngineDesk, type EngineDesk } from './engine-desk';
import { skip, type CheckName, type Finding, type Verdict } from './finding';
import { readPollers } from './read-pollers';
import { toEngineAhead } from './to-engine-ahead';

export interface ExamineOptions {
  config: Config;
  engine: EngineOptions;
  /** Where the API is; default: API_HOST and API_PORT. */
  apiUrl: string | undefined;
  apiKey: string | null;
  /** How long each question may take, in milliseconds. */
  timeoutMs: number;
}

/** What was found, and what nobody could have known before. */
export interface Examination {
  findings: Finding[];
  versions: { engine: string | null; api: string | null };
}

type Notebook = <Outcome>(
  check: CheckName,
  work: () => Promise<Outcome>,
  toVerdict: (outcome: Outcome) => Verdict,
) => Promise<Outcome>;

/** Notes what checks find, and how long each took. */
const createNotebook = (findings: Finding[]): Notebook => {
  return async (check, work, toVerdict) => {
    const startedAt = performance.now();
    const outcome = await work();
    const seconds = Math.round(performance.now() - startedAt) / 1_000;
    findings.push({ check, ...toVerdict(outcome), seconds });
    return outcome;
  };
};

const itself = (verdict: Verdict): Verdict => verdict;
const isBad = ({ status }: Verdict): boolean => status === 'fail';

const skipAll = async (note: Notebook, checks: readonly CheckName[], why: string): Promise<void> => {
  for (const check of checks) await note(check, () => Promise.resolve(skip(why)), itself);
};

/** The limiter answers by way of a worker. */
const examineQueue = async (desk: EngineDesk, config: Config, note: Notebook): Promise<void> => {
  const workers = await note('workers', () => checkWorkers(desk, config.TEMPORAL_TASK_QUEUE), itself);
  const rest = ['limiter', 'permits', 'provider health'] as const;
  if (isBad(workers)) return skipAll(note, rest, 'a worker has to be there to answer');
  const providers = note(
    'provider health',
    () => checkProviderHealth(desk, config.TEMPORAL_TASK_QUEUE),
    itself,
  );
  const { snapshot } = await note(
    'limiter',
    () => checkLimiter(desk, config),
    ({ verdict }) => verdict,
  );
  if (snapshot === null) await skipAll(note, ['permits'], 'the limiter has to answer first');
  else await note('permits', () => checkPermits(desk, snapshot, config), itself);
  await providers;
};

const examineEngine = async (desk: EngineDesk, config: Config, note: Notebook): Promise<EngineCheck> => {
  const engine = await note(
    'engine',
    () => checkEngine(desk),
    ({ verdict }) => verdict,
  );
  const rest = [
    'namespace',
    'search attributes',
    'workers',
    'limiter',
    'permits',
    'provider health',
  ] as const;
  if (engine.version === null) await skipAll(note, rest, 'the engine has to be reached first');
  else {
    const namespace = await note('namespace', () => checkNamespace(desk), itself);
    if (isBad(namespace)) await skipAll(note, rest.slice(1), 'the namespace has to be there first');
    else
      await Promise.all([
        note('search attributes', () => checkSearchAttributes(desk), itself),
        examineQueue(desk, config, note),
      ]);
  }
  return engine;
};

/** By how much the engine's clock is ahead; null where it cannot be told. */
const readEngineClock = async (desk: EngineDesk, config: Config): Promise<number | null> => {
  try {
    const { latest_by_own_clock_seconds: latest } = await readPollers(
      desk,
      config.TEMPORAL_TASK_QUEUE,
      'activity',
    );
    return toEngineAhead(latest);
  } catch {
    return null;
  }
};

const examineApi = async (options: ExamineOptions, note: Notebook): Promise<ApiCheck> => {
  const { config, engine, apiKey, timeoutMs, apiUrl = toApiUrl(config) } = options;
  const { address } = engine.connection;
  const where = { address, namespace: engine.namespace };
  return note(
    'API',
    () => checkApi({ url: apiUrl, apiKey, config, engine: where, timeoutMs }),
    ({ verdict }) => verdict,
  );
};

/** Makes every check, those that do not depend on each other at once. */
export async function examine(options: ExamineOptions): Promise<Examination> {
  const { config, timeoutMs } = options;
  const desk = openEngineDesk(options.engine, timeoutMs);
  const findings: Finding[] = [];
  const note = createNotebook(findings);
  const asked = { timeoutMs, mocked: config.MOCK_EXTERNAL_APIS };
  try {
    const [engine, api] = await Promise.all([
      examineEngine(desk, config, note),
      examineApi(options, note),
      note('image provider', () => checkProvider(toImageSettings(config), asked), itself),
      note('video provider', () => checkProvider(toVideoSettings(config), asked), itself),
      note('results', () => checkResults(config, timeoutMs), itself),
      note('temporary files', () => checkFolder('TEMP_DIR', config.TEMP_DIR), itself),
      note('callbacks', () => checkCallbacks(config, timeoutMs), itself),
      note('notices', () => checkNotices(config, timeoutMs), itself),
    ]);
    const ahead = engine.version === null ? null : await readEngineClock(desk, config);
    await note('clock', () => Promise.resolve(checkClock({ api: api.ahead_seconds, engine: ahead })), itself);
    await note('shared settings', () => checkSharedSettings(desk, config), itself);
    const shared = { taskQueue: config.TEMPORAL_TASK_QUEUE, api };
    await note('shared store', () => checkSharedStore(desk, shared), itself);
    return { findings, versions: { engine: engine.version, api: api.version } };
  } finally {
    await desk.close();
  }
}
