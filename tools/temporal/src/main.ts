import { parseArgs } from 'node:util';
import { findServer } from './find-server';

/**
 * `npx nx run temporal-server:find [--no-download] [--no-build]`: the path of a Temporal CLI, or the address of an
 * existing server, on stdout; progress on stderr.
 */
async function main(): Promise<void> {
  const { values } = parseArgs({
    options: { download: { type: 'boolean', default: true }, build: { type: 'boolean', default: true } },
    allowNegative: true,
  });
  const found = await findServer({
    env: process.env,
    allowDownload: values.download,
    allowBuild: values.build,
    onProgress: (line) => process.stderr.write(`${line}\n`),
  });
  process.stdout.write(`${found.kind === 'existing' ? found.address : found.path}\n`);
}

main().catch((error: unknown) => {
  const { message, stack } = error as Error;
  process.stderr.write(`${process.env['DEBUG'] ? stack : message}\n`);
  process.exitCode = 1;
});
