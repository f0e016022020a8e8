import { measureTurn } from '../measure-turn';
import type { LoadScenario } from '../scenario';
import type { EngineMeasurement, EnginePart, ProcessorSeconds } from './engine-result';
import type { Site } from './open-site';

export interface EngineTurnContext {
  part: EnginePart;
  scenario: LoadScenario;
  /** Counted from 1; 0 warms up. */
  round: number;
  /** Jobs that have ended in the engine before. */
  stored: number;
  signal: AbortSignal;
  onProgress: (line: string) => void;
}

async function readSeconds({ engine, readWorkerSeconds }: Site): Promise<ProcessorSeconds> {
  const [ofEngine, workers] = await Promise.all([engine.readSeconds(), readWorkerSeconds()]);
  return { ...ofEngine, workers };
}

/** Lets an engine run the scenario's jobs once, and measures what they took. */
export async function measureEngineTurn(
  site: Site,
  { part, stored, ...context }: EngineTurnContext,
): Promise<EngineMeasurement> {
  const { stand, contestant, engine } = site;
  const before = await readSeconds(site);
  const measured = await measureTurn(contestant, { ...context, stand });
  const after = await readSeconds(site);
  const perJob = (key: keyof ProcessorSeconds): number => (after[key] - before[key]) / measured.jobs;
  const processor_seconds = {
    engine: perJob('engine'),
    database: perJob('database'),
    workers: perJob('workers'),
  };
  return { ...measured, engine: engine.name, part, stored, processor_seconds };
}
