import { startProcess } from '../src/start-process';

// Run by a spec as a process of its own, to be killed: prints its child's process id and waits.
async function main(): Promise<void> {
  const child = await startProcess({ command: 'sleep', args: ['60'] });
  process.stdout.write(`${child.pid}\n`);
}

void main();
