/** Gets the text for a person, line by line. */
export type Print = (line: string) => void;

const QUIET_MS = 2_000;
const REMIND_MS = 10_000;

export const formatSeconds = (ms: number): string => `${(ms / 1_000).toFixed(1)} s`;

export interface Phases {
  /**
   * Runs a step. What takes longer than 2 s says so while it goes on; a step that is done prints one line with how long
   * it took. `done` is what to print; the default is what was being done.
   */
  run<Result>(doing: string, step: () => Promise<Result>, done?: (result: Result) => string): Promise<Result>;
}

export function createPhases(print: Print): Phases {
  return {
    async run(doing, step, done = () => doing) {
      const startedAtMs = Date.now();
      const remind = (): void => print(`  … ${doing} (${formatSeconds(Date.now() - startedAtMs)})`);
      let reminders: NodeJS.Timeout | undefined;
      const first = setTimeout(() => {
        remind();
        reminders = setInterval(remind, REMIND_MS);
      }, QUIET_MS);
      try {
        const result = await step();
        print(`✓ ${done(result)} (${formatSeconds(Date.now() - startedAtMs)})`);
        return result;
      } finally {
        clearTimeout(first);
        clearInterval(reminders);
      }
    },
  };
}
