import type { ProviderCallback, Stage } from '@genvideo/models';

interface Listening {
  stage: Stage;
  attempt: number;
  hurry: () => void;
}

/**
 * Matches provider callbacks with the try that is under way. A callback is a hint to look at once, nothing more: one
 * that is late, early, repeated or about another try changes nothing.
 */
export class CallbackListener {
  private listening: Listening | null = null;

  /** Listens for callbacks about one try while `run` runs. */
  async during<Output>(listening: Listening, run: () => Promise<Output>): Promise<Output> {
    this.listening = listening;
    try {
      return await run();
    } finally {
      this.listening = null;
    }
  }

  take(callback: unknown): void {
    const { stage, attempt } = (callback ?? {}) as Partial<Record<keyof ProviderCallback, unknown>>;
    if (this.listening?.stage === stage && this.listening?.attempt === attempt) this.listening?.hurry();
  }
}
