import { spawnSync } from 'node:child_process';

/** A program that judges files, or why there is none on this machine. */
export type Validator =
  | { state: 'found'; command: string; args?: readonly string[]; env?: Readonly<Record<string, string>> }
  | { state: 'missing'; reason: string };

/** `it` where there is a validator, else a test shown as skipped whose title says why. */
export function itWith(validator: Validator): (title: string, test: () => void) => void {
  return (title, test) => {
    if (validator.state === 'found') it(title, test);
    else it.skip(`${title} (skipped: ${validator.reason})`, test);
  };
}

/** Runs it in a folder and gives what it said, whatever it thinks of the files. */
export function judge(
  validator: Validator,
  args: readonly string[],
  options: { cwd?: string; env?: Readonly<Record<string, string>> } = {},
): { status: number | null; output: string; stdout: string } {
  if (validator.state === 'missing') throw new Error(validator.reason);
  const { command, args: before = [], env } = validator;
  const ran = spawnSync(command, [...before, ...args], {
    encoding: 'utf8',
    maxBuffer: 64 * 1024 * 1024,
    cwd: options.cwd,
    env: { ...process.env, ...env, ...options.env },
  });
  return { status: ran.status, output: `${ran.stdout}${ran.stderr}`.trim(), stdout: ran.stdout };
}
