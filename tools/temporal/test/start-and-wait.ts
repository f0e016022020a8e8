import { startDevServer } from '../src/start-dev-server';

// Run by a spec as a process of its own, to be killed: prints the server's process id and waits.
async function main(): Promise<void> {
  const server = await startDevServer({ binary: String(process.argv[2]) });
  process.stdout.write(`${server.pid}\n`);
}

void main();
