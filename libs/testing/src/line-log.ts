const LAST_LINES = 30;

/** Part of a line, a regular expression, or a function that accepts a line. */
export type LinePattern = string | RegExp | ((line: string) => boolean);

/** The lines a process printed, and those who wait for one. */
export interface LineLog {
  stdout: readonly string[];
  stderr: readonly string[];
  add: (stream: 'stdout' | 'stderr', line: string) => void;
  /** No more lines come: whoever waits is told so. */
  end: (how: string) => void;
  /** The first line that matches, of those before and after the call. Default timeout 30,000 ms. */
  waitFor: (pattern: LinePattern, timeoutMs?: number) => Promise<string>;
}

/** `subject` is whose lines they are, for error messages. */
export function createLineLog(subject: string): LineLog {
  const lines = { stdout: [] as string[], stderr: [] as string[] };
  const all: string[] = [];
  const waiters = new Set<{ onLine: (line: string) => void; onEnd: (how: string) => void }>();
  let ended: string | null = null;

  const describe = (pattern: LinePattern, how: string): Error => {
    const wanted = typeof pattern === 'function' ? 'the line waited for' : String(pattern);
    return new Error(
      [`${subject} ${how} before ${wanted}. Its last lines:`, ...all.slice(-LAST_LINES)].join('\n  '),
    );
  };
  const waitFor = (pattern: LinePattern, timeoutMs = 30_000): Promise<string> =>
    new Promise((resolve, reject) => {
      const seen = all.find((line) => matches(pattern, line));
      if (seen !== undefined) return resolve(seen);
      if (ended !== null) return reject(describe(pattern, ended));
      const finish = (settle: () => void): void => {
        clearTimeout(timer);
        waiters.delete(waiter);
        settle();
      };
      const waiter = {
        onLine: (line: string): void => {
          if (matches(pattern, line)) finish(() => resolve(line));
        },
        onEnd: (how: string): void => finish(() => reject(describe(pattern, how))),
      };
      const timer = setTimeout(() => waiter.onEnd(`had ${timeoutMs} ms`), timeoutMs);
      waiters.add(waiter);
    });

  return {
    ...lines,
    waitFor,
    add: (stream, line) => {
      lines[stream].push(line);
      all.push(line);
      for (const { onLine } of [...waiters]) onLine(line);
    },
    end: (how) => {
      ended = how;
      for (const { onEnd } of [...waiters]) onEnd(how);
    },
  };
}

function matches(pattern: LinePattern, line: string): boolean {
  if (typeof pattern === 'string') return line.includes(pattern);
  return typeof pattern === 'function' ? pattern(line) : pattern.test(line);
}
