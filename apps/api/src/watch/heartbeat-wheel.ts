/** How many parts a round has: that many batches of beats, so that thousands do not fall on one moment. */
const SPOKES = 20;

/** Beats for any number of connections by one timer. */
export interface HeartbeatWheel {
  /** Calls `beat` once a round until the returned function is called. */
  add(beat: () => void): () => void;
  stop(): void;
}

/** @param roundMs the time between two beats of a connection */
export function createHeartbeatWheel(roundMs: number): HeartbeatWheel {
  const spokes = Array.from({ length: SPOKES }, () => new Set<() => void>());
  let turn = 0;
  let added = 0;
  const timer = setInterval(() => {
    turn = (turn + 1) % SPOKES;
    for (const beat of spokes[turn] ?? []) beat();
  }, roundMs / SPOKES);
  timer.unref();
  return {
    add(beat) {
      added += 1;
      const spoke = spokes[added % SPOKES];
      spoke?.add(beat);
      return () => spoke?.delete(beat);
    },
    stop: () => clearInterval(timer),
  };
}
