import { ensureEngine } from '@genvideo/temporal-server';

/**
 * An engine for tests, in memory, as a process: prints `{"address":"127.0.0.1:PORT"}` when it serves, and stops when its
 * stdin closes (so it never outlives who started it) or at SIGINT, SIGTERM or SIGHUP. Progress goes to stderr.
 */
async function main(): Promise<void> {
  const ended = untilTold();
  const engine = await ensureEngine({
    env: process.env,
    logLevel: 'error',
    onProgress: (line) => process.stderr.write(`${line}\n`),
  });
  process.stdout.write(`${JSON.stringify({ address: engine.address })}\n`);
  await ended;
  await engine.stop();
}

function untilTold(): Promise<void> {
  return new Promise((resolve) => {
    process.stdin.once('close', resolve).once('end', resolve).resume();
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, () => resolve());
  });
}

main().then(
  () => process.exit(0),
  (error: unknown) => {
    const { message, stack } = error as Error;
    process.stderr.write(`${process.env['DEBUG'] ? stack : message}\n`);
    process.exit(1);
  },
);
