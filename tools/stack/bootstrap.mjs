// npm run demo, npm start: sees to it that the packages are there, then runs the stack in TypeScript.
import { spawn } from 'node:child_process';
import path from 'node:path';
import { ensureInstalled } from './ensure-installed.mjs';

const root = path.resolve(import.meta.dirname, '../..');
ensureInstalled(root);

const child = spawn(
  process.execPath,
  ['--conditions=@genvideo/source', '--import', 'tsx', 'tools/stack/src/main.ts', ...process.argv.slice(2)],
  // The channel tells the child when this process is gone, even by SIGKILL.
  { cwd: root, stdio: ['inherit', 'inherit', 'inherit', 'ipc'] },
);
// The stack takes a signal that arrives twice (from the terminal and from here) for one.
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
child.on('exit', (code) => {
  process.exitCode = code ?? 1;
});
