/** A worker that stays for many runs: to start and to end one takes longer than most of what is tried with it. */
export interface StandingWorker {
  /** Begins, unless it is there, and fails the run when the worker fails. */
  during<Output>(run: () => Promise<Output>): Promise<Output>;
  /** Resolves when it is gone; the next run begins another. */
  end(): Promise<void>;
}

interface Standing {
  /** Settles when the worker is gone. */
  gone: Promise<void>;
  letGo: () => void;
}

async function begin(work: (run: () => Promise<void>) => Promise<void>): Promise<Standing> {
  let letGo = (): void => undefined;
  const over = new Promise<void>((resolve) => (letGo = resolve));
  let gone: Promise<void> = Promise.resolve();
  await new Promise<void>((resolve, reject) => {
    gone = work(() => {
      resolve();
      return over;
    });
    gone.catch(reject);
  });
  return { gone, letGo };
}

/** @param work runs a worker until the run that it is given settles */
export function createStandingWorker(work: (run: () => Promise<void>) => Promise<void>): StandingWorker {
  let standing: Promise<Standing> | null = null;
  return {
    async during(run) {
      standing ??= begin(work);
      const { gone } = await standing;
      const failed = gone.then(() => Promise.reject(new Error('The worker has ended')));
      return Promise.race([run(), failed]);
    },
    async end() {
      const ending = standing;
      standing = null;
      if (ending === null) return;
      const { gone, letGo } = await ending;
      letGo();
      await gone;
    },
  };
}
