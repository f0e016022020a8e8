/** Remembers signed messages for as long as their signatures hold, so that nothing is gained by sending one again. */
export interface MessageMemory {
  /** Runs `take` unless a message of this id was taken before; one without an id is always new. Failed ones are forgotten. */
  once<Output>(messageId: string | undefined, take: () => Promise<Output>): Promise<Output | 'repeated'>;
}

/** Signatures hold for five minutes before and after their time. */
const MEMORY_MS = 10 * 60_000;

/** The most messages that are remembered; the oldest make room. */
const MOST = 100_000;

/** Each process has a memory of its own: what another one took, it takes once more, which does no harm. */
export function createMessageMemory(now: () => number = Date.now): MessageMemory {
  /** When each was taken, the oldest first. */
  const taken = new Map<string, number>();

  const forgetOld = (): void => {
    for (const [id, at] of taken) {
      if (taken.size <= MOST && now() - at < MEMORY_MS) return;
      taken.delete(id);
    }
  };

  return {
    async once(messageId, take) {
      if (!messageId) return take();
      forgetOld();
      if (taken.has(messageId)) return 'repeated';
      taken.set(messageId, now());
      try {
        return await take();
      } catch (error) {
        taken.delete(messageId);
        throw error;
      }
    },
  };
}
