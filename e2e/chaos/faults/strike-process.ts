import { setTimeout as delay } from 'node:timers/promises';
import type { ChaosEvent, EngineRole, Target } from '../schedule/chaos-event';
import type { Part } from '../stand/part';
import type { ChaosRun } from './chaos-run';
import { findHeldJobs, measureTakeover } from './measure-takeover';

interface Named {
  name: string;
  part: Part;
}

/** Asked at the moment of the deed: after a deploy, another process has the place. */
function findPart({ stand }: ChaosRun, target: Target): Named {
  const [kind = '', which = ''] = target.split('-');
  if (kind === 'engine') return stand.engine.partOf(which as EngineRole);
  const part = (kind === 'worker' ? stand.workers : stand.apis)[Number(which)]?.part;
  if (part === undefined) throw new Error(`There is no ${target}`);
  return { name: target, part };
}

/** Kills a worker, and finds out in the background when its jobs go on. */
export async function killWorker(run: ChaosRun, { name, part }: Named): Promise<string> {
  const { stand, journal, log, signal } = run;
  const { pid } = part;
  const among = journal.underWay().map(({ workflow_id }) => workflow_id);
  const held = await findHeldJobs(stand.client, { pid, among });
  const killed_at_ms = Date.now();
  part.signal('SIGKILL');
  for (const [workflow_id, activity_id] of held) {
    const killed = { workflow_id, activity_id, pid, worker: name, killed_at_ms };
    const measured = measureTakeover(stand.client, killed, signal);
    log.measurements.push(measured.then((takeover) => log.takeovers.push(takeover)));
  }
  return `process ${pid}, ${held.size} jobs in hand`;
}

/** Kills or freezes a process for a while; resolves when it is back. */
export function strikeProcess(
  run: ChaosRun,
  { target, kind, for_ms }: ChaosEvent & { kind: 'kill' | 'freeze'; target: Target },
): Promise<string> {
  const { name } = findPart(run, target);
  return run.turns(name, async () => {
    const { part } = findPart(run, target);
    const { pid } = part;
    if (kind === 'freeze') {
      part.signal('SIGSTOP');
      await delay(for_ms);
      part.signal('SIGCONT');
      return `${name}, process ${pid}`;
    }
    const outcome = target.startsWith('worker-') ? await killWorker(run, { name, part }) : `process ${pid}`;
    if (!target.startsWith('worker-')) part.signal('SIGKILL');
    await delay(for_ms);
    await part.restart();
    return `${name}, ${outcome}`;
  });
}
