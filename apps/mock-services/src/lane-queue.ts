/** Runs at most one piece of work per lane; the rest waits in order. */
export interface LaneQueue<Lane> {
  /** Rejects with the abort reason when `signal` aborts before its turn. */
  run<T>(signal: AbortSignal, work: (lane: Lane) => Promise<T>): Promise<T>;
}

export function createLaneQueue<Lane>(lanes: readonly Lane[]): LaneQueue<Lane> {
  const free = [...lanes];
  const waiting = new Set<(lane: Lane) => void>();

  const release = (lane: Lane) => {
    const [next] = waiting;
    if (next === undefined) {
      free.push(lane);
    } else {
      waiting.delete(next);
      next(lane);
    }
  };
  const takeLane = (signal: AbortSignal): Promise<Lane> | Lane => {
    signal.throwIfAborted();
    const lane = free.pop();
    if (lane !== undefined) return lane;
    return new Promise<Lane>((resolve, reject) => {
      const giveUp = () => {
        waiting.delete(start);
        reject(signal.reason as Error);
      };
      const start = (given: Lane) => {
        signal.removeEventListener('abort', giveUp);
        resolve(given);
      };
      waiting.add(start);
      signal.addEventListener('abort', giveUp, { once: true });
    });
  };

  return {
    async run(signal, work) {
      const lane = await takeLane(signal);
      try {
        return await work(lane);
      } finally {
        release(lane);
      }
    },
  };
}
