import path from 'node:path';
import { startProcess, WORKSPACE_ROOT, type RunningProcess } from '@genvideo/testing';
import { READY, type BullmqWorkerSettings, type TemporalWorkerSettings } from '../workers/worker-settings';

const FOLDER = path.join(__dirname, '..', 'workers');

function start(
  main: string,
  settings: TemporalWorkerSettings | BullmqWorkerSettings,
): Promise<RunningProcess> {
  return startProcess({
    command: process.execPath,
    args: [
      ...['--conditions=@genvideo/source', '--import', 'tsx'],
      ...[path.join(FOLDER, main), JSON.stringify(settings)],
    ],
    cwd: WORKSPACE_ROOT,
    readyWhen: READY,
  });
}

/** A process of its own with GenVideo's activities and the bench's workflows. */
export const startTemporalWorker = (settings: TemporalWorkerSettings): Promise<RunningProcess> =>
  start('temporal-main.ts', settings);

/** A process of its own with GenVideo's activities behind BullMQ. */
export const startBullmqWorker = (settings: BullmqWorkerSettings): Promise<RunningProcess> =>
  start('bullmq-main.ts', settings);
