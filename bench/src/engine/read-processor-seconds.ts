import { readFile } from 'node:fs/promises';

/** What Linux counts times of processes in (USER_HZ), on every platform that Node.js runs on. */
const TICKS_PER_SECOND = 100;
/** Places in /proc/PID/stat after the name, which may have spaces in it. */
const USER = 11;
const SYSTEM = 12;
const CHILDREN_USER = 13;
const CHILDREN_SYSTEM = 14;

async function readTicks(pid: number, places: readonly number[]): Promise<number> {
  const stat = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => '');
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return places.reduce((sum, place) => sum + Number(fields[place] ?? 0), 0);
}

/** Processor seconds that these processes have used so far, without their children's; as Linux tells it. */
export async function readProcessorSeconds(pids: readonly number[]): Promise<number> {
  const ticks = await Promise.all(pids.map((pid) => readTicks(pid, [USER, SYSTEM])));
  return ticks.reduce((sum, each) => sum + each, 0) / TICKS_PER_SECOND;
}

/** The same of a process with all its children, those that have ended included; of no grandchildren. */
export async function readTreeSeconds(pid: number): Promise<number> {
  const children = await readFile(`/proc/${pid}/task/${pid}/children`, 'utf8').catch(() => '');
  const own = await readTicks(pid, [USER, SYSTEM, CHILDREN_USER, CHILDREN_SYSTEM]);
  const living = children.split(' ').filter(Boolean).map(Number);
  return own / TICKS_PER_SECOND + (await readProcessorSeconds(living));
}
