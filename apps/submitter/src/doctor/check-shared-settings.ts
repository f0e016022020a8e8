import { parseSettingsMark } from '@genvideo/models';
import { findOtherSettings, toSettingsMark, withFilesOf, type Config } from '@genvideo/models/config';
import type { EngineDesk } from './engine-desk';
import { ok, skip, warn, type Verdict } from './finding';
import { readPollers } from './read-pollers';
import { toReason } from './to-reason';

const FIX =
  'Set them alike for all workers of the task queue and here, and restart the workers; if two deployments share it by mistake, give each a TEMPORAL_TASK_QUEUE of its own.';

const judge = (identities: readonly string[], config: Config): Verdict => {
  const telling = identities.flatMap((identity) => {
    const mark = parseSettingsMark(identity);
    return mark === null ? [] : [{ identity, mark }];
  });
  if (telling.length === 0) return skip('no worker says how it is set');
  // The files that workers go by need not be here: in these they are compared with each other.
  const marks = telling.map(({ mark }) => mark);
  const own = withFilesOf(toSettingsMark(config, null), marks);
  const differing = telling
    .map(({ identity, mark }) => ({ identity, others: findOtherSettings(mark, own) }))
    .filter(({ others }) => others.length > 0);
  if (differing.length === 0) return ok('the workers are set as it is set here');
  const words = differing.map(({ identity, others }) => `${others.join(', ')} (${identity})`);
  return warn(
    `workers are set otherwise than it is set here, or have files with other contents than other workers: ${words.join('; ')}`,
    FIX,
  );
};

/** Whether the workers of the queue are set as it is set here: each says it in the name under which it polls. */
export async function checkSharedSettings(desk: EngineDesk, config: Config): Promise<Verdict> {
  const taskQueue = config.TEMPORAL_TASK_QUEUE;
  try {
    const { identities } = await readPollers(desk, taskQueue, 'activity');
    return identities.length === 0 ? skip('a worker has to be there to answer') : judge(identities, config);
  } catch (error) {
    return skip(`the engine does not tell who polls "${taskQueue}": ${toReason(error)}`);
  }
}
