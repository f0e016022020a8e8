import path from 'node:path';
import { startProcess, WORKSPACE_ROOT } from '@genvideo/testing';
import { CROWD_READY, CROWD_TALLY, type CrowdSettings } from './crowd-settings';
import { readMetrics } from './read-metrics';
import type { CrowdResult, CrowdTally } from './watching-result';

const CONNECT_TIMEOUT_MS = 60_000;
const BYTES_PER_KIB = 1_024;

/** Has a process of its own watch jobs that run, and reads what that costs the API. */
export async function measureCrowd(settings: CrowdSettings): Promise<CrowdResult> {
  const { url, ids, seconds } = settings;
  const alone = await readMetrics(url);
  const crowd = await startProcess({
    command: process.execPath,
    args: [
      ...['--conditions=@genvideo/source', '--import', 'tsx'],
      ...[path.join(__dirname, 'crowd-main.ts'), JSON.stringify(settings)],
    ],
    cwd: WORKSPACE_ROOT,
    readyWhen: CROWD_READY,
    readyTimeoutMs: CONNECT_TIMEOUT_MS,
  });
  try {
    const before = await readMetrics(url);
    const line = await crowd.waitForLine((text) => text.startsWith(CROWD_TALLY), seconds * 1_000 + 30_000);
    const after = await readMetrics(url);
    const tally = JSON.parse(line.slice(CROWD_TALLY.length)) as CrowdTally;
    return {
      ...tally,
      jobs: ids.length,
      seconds,
      engineCalls: ((after.engineCalls - before.engineCalls) * 1_000) / (after.atMs - before.atMs),
      dropped: after.dropped - before.dropped,
      memoryKib: (after.residentBytes - alone.residentBytes) / BYTES_PER_KIB / settings.watchers,
    };
  } finally {
    await crowd.stop();
  }
}
