import type { Measurement } from '../measurement';
import { toSpread, type Spread } from './spread';

/** One hop in all rounds of a scenario. */
export interface HopSummary {
  name: string;
  useful: boolean;
  /** Of the rounds' means, in milliseconds. */
  ms: Spread;
}

export interface ScenarioHops {
  scenario: string;
  kind: Measurement['kind'];
  hops: HopSummary[];
}

/** Where the time of a permit went, per scenario, in the order of the hops. */
export function summariseHops(measurements: readonly Measurement[]): ScenarioHops[] {
  const scenarios = new Map<string, Measurement[]>();
  for (const each of measurements) {
    if (!each.hops?.length) continue;
    const key = `${each.kind} ${each.scenario}`;
    scenarios.set(key, [...(scenarios.get(key) ?? []), each]);
  }
  return [...scenarios.values()].flatMap((rounds) => {
    const [first] = rounds;
    if (!first) return [];
    const hops = (first.hops ?? []).map(({ name, useful }) => {
      const means = rounds.flatMap((round) => round.hops ?? []).filter((hop) => hop.name === name);
      return { name, useful, ms: toSpread(means.map(({ mean_ms }) => mean_ms)) };
    });
    return [{ scenario: first.scenario, kind: first.kind, hops }];
  });
}
