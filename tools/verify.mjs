// npm run verify, which is CI: format, project references, lint, types, build, and at last the tests with their one line.
import { spawnSync } from 'node:child_process';
import path from 'node:path';
import { ensureInstalled } from './stack/ensure-installed.mjs';

const root = path.resolve(import.meta.dirname, '..');
const nx = path.join(root, 'node_modules/nx/dist/bin/nx.js');
const prettier = path.join(root, 'node_modules/prettier/bin/prettier.cjs');
const env = { ...process.env, NX_DAEMON: 'false', NX_TUI: 'false' };

/** @type {readonly { name: string, args: readonly string[], fix: string }[]} */
const STEPS = [
  {
    name: 'format',
    args: [prettier, '--check', '--cache', '--log-level=warn', '.'],
    fix: 'npm run format',
  },
  { name: 'project references', args: [nx, 'sync:check'], fix: 'npx nx sync' },
  {
    name: 'lint, types, build',
    args: [
      nx,
      'run-many',
      '-t',
      'lint',
      'typecheck',
      'build',
      '--parallel=2',
      '--outputStyle=static',
      '--nxBail=false',
    ],
    fix: 'correct what is named above',
  },
  {
    name: 'audit',
    args: ['tools/audit.mjs'],
    fix: 'update the packages that are named above',
  },
];

ensureInstalled(root);
const failed = [];
for (const { name, args, fix } of STEPS) {
  console.log(`\n== ${name} ...`);
  const startedAtMs = Date.now();
  const { status } = spawnSync(process.execPath, args, { cwd: root, env, stdio: 'inherit' });
  const seconds = ((Date.now() - startedAtMs) / 1_000).toFixed(1);
  console.log(status === 0 ? `✓ ${name} (${seconds} s)` : `✗ ${name} (${seconds} s): ${fix}`);
  if (status !== 0) failed.push(name.replaceAll(', ', '/'));
}

console.log('\n== test ...');
const tests = spawnSync(process.execPath, ['tools/test-all.mjs', ...process.argv.slice(2)], {
  cwd: root,
  env: { ...env, GENVIDEO_FAILED_STEPS: failed.join(',') },
  stdio: 'inherit',
});
process.exitCode = tests.status ?? 1;
