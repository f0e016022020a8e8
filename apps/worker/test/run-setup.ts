import path from 'node:path';
import { startProcess, WORKSPACE_ROOT } from '@genvideo/testing';

type Environment = Readonly<Record<string, string | undefined>>;

/** Runs the set-up as people do. */
export async function runSetup(
  args: readonly string[],
  env: Environment,
): Promise<{ exitCode: number | null; stdout: string; stderr: string }> {
  const main = path.join(WORKSPACE_ROOT, 'apps/worker/src/setup/main.ts');
  const program = await startProcess({
    command: process.execPath,
    args: ['--conditions=@genvideo/source', '--import', 'tsx', main, ...args],
    cwd: WORKSPACE_ROOT,
    env,
  });
  const { exitCode } = await program.exited;
  return { exitCode, stdout: program.stdout.join('\n'), stderr: program.stderr.join('\n') };
}
