import type { Client } from '@temporalio/client';
import type { Storage } from '@genvideo/activities/storage';
import type { DoctorFinding, Health } from '@genvideo/models';
import type { Config } from '@genvideo/models/config';
import { examineAttributes, examineLimiter } from './examine-engine';
import { examineCallbacks, examineProvider, examineStorage } from './examine-surroundings';
import { toBad, toGood, type Verdict } from './verdict';

export interface ExamineOptions {
  client: Client;
  config: Pick<Config, 'TEMPORAL_TASK_QUEUE' | 'CALLBACK_BASE_URL' | 'CALLBACK_SECRET'>;
  storage: Pick<Storage, 'check'>;
  readHealth: () => Promise<Health>;
}

const SKIPPED: Verdict = {
  status: 'skip',
  message: 'What comes before it has to be mended first.',
  fix: null,
};

const judgeEngine = ({ engine }: Health): Verdict => {
  const { address, namespace, hint } = engine;
  if (hint !== null) return toBad('fail', `It does not answer at ${address}.`, hint);
  return toGood(`${address} answers for the namespace "${namespace}".`);
};

const judgeWorkers = ({ worker }: Health): Verdict => {
  const { task_queue: queue, pollers, hint } = worker;
  if (hint !== null) return toBad('fail', `Nobody polls "${queue}".`, hint);
  return toGood(`${pollers ?? 0} ${pollers === 1 ? 'polls' : 'poll'} "${queue}".`);
};

const measure = async (check: string, work: Promise<Verdict> | Verdict): Promise<DoctorFinding> => {
  const startedAt = performance.now();
  const verdict = await work;
  return { check, ...verdict, seconds: Math.round(performance.now() - startedAt) / 1_000 };
};

/** Makes every check that this process can make, those that do not need each other at once. Never fails. */
export async function examine(options: ExamineOptions): Promise<DoctorFinding[]> {
  const { client, config, storage } = options;
  const health = await options.readHealth();
  const engine = judgeEngine(health);
  const workers = engine.status === 'ok' ? judgeWorkers(health) : SKIPPED;
  return Promise.all([
    measure('engine', engine),
    measure('search attributes', engine.status === 'ok' ? examineAttributes(client) : SKIPPED),
    measure('workers', workers),
    measure(
      'limiter',
      workers.status === 'ok' ? examineLimiter(client, config.TEMPORAL_TASK_QUEUE) : SKIPPED,
    ),
    measure('image provider', examineProvider(health.providers.image)),
    measure('video provider', examineProvider(health.providers.video)),
    measure('results', examineStorage(storage)),
    measure('callbacks', examineCallbacks(config)),
  ]);
}
