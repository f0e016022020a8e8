import type { DepthMeasurement } from '../depth/measure-depth';
import { toSpread, type Spread } from './spread';

/** All rounds at one depth. */
export interface DepthSummary {
  waiting: number;
  /** Of the rounds' medians, in milliseconds. */
  grantMs: Spread;
  /** The slowest grant of all rounds, in milliseconds. */
  slowestMs: number;
  /** The median of the rounds. */
  stateBytes: number;
  stateWaiting: number;
}

/** The rounds of each depth together, the shallowest first. */
export function summariseDepth(depth: readonly DepthMeasurement[]): DepthSummary[] {
  const depths = [...new Set(depth.map(({ waiting }) => waiting))].sort((a, b) => a - b);
  return depths.map((waiting) => {
    const rounds = depth.filter((each) => each.waiting === waiting);
    return {
      waiting,
      grantMs: toSpread(rounds.map(({ grant_ms }) => grant_ms.median)),
      slowestMs: Math.max(...rounds.map(({ grant_ms }) => grant_ms.max)),
      stateBytes: toSpread(rounds.map(({ state_bytes }) => state_bytes)).median,
      stateWaiting: toSpread(rounds.map(({ state_waiting }) => state_waiting)).median,
    };
  });
}
