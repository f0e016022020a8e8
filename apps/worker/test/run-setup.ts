import { startApp } from '@genvideo/testing';

type Environment = Readonly<Record<string, string | undefined>>;

/** Runs the set-up as people do. */
export async function runSetup(
  args: readonly string[],
  env: Environment,
): Promise<{ exitCode: number | null; stdout: string; stderr: string }> {
  const program = await startApp({ app: 'worker', entry: 'setup/main', args, env });
  const { exitCode } = await program.exited;
  return { exitCode, stdout: program.stdout.join('\n'), stderr: program.stderr.join('\n') };
}
