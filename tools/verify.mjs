// npm run verify, which is CI: format, project references, build, lint, types, audit, and the tests with their one line.
// What only computes runs beside the tests, which mostly wait, and gives way to them.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import os from 'node:os';
import path from 'node:path';
import { text } from 'node:stream/consumers';
import { runTests, tellTotals } from './run-tests.mjs';
import { ensureInstalled } from './stack/ensure-installed.mjs';

const root = path.resolve(import.meta.dirname, '..');
const nx = path.join(root, 'node_modules/nx/dist/bin/nx.js');
const eslint = path.join(root, 'node_modules/eslint/bin/eslint.js');
const tsc = path.join(root, 'node_modules/typescript/bin/tsc');
const prettier = path.join(root, 'node_modules/prettier/bin/prettier.cjs');
const env = { ...process.env, NX_DAEMON: 'false', NX_TUI: 'false' };

const runMany = (...args) => [nx, 'run-many', ...args, '--outputStyle=static', '--nxBail=false'];

/** @typedef {{ name: string, args: readonly string[], fix: string }} Step */

/** What the tests need. @type {readonly Step[]} */
const BEFORE = [
  { name: 'project references', args: [nx, 'sync:check'], fix: 'npx nx sync' },
  { name: 'build', args: runMany('-t', 'build', '--parallel=2'), fix: 'correct what is named above' },
];

/** @type {readonly Step[]} */
const BESIDE = [
  // One process for all projects: each of its own would take the types of what it imports in anew.
  { name: 'lint', args: [eslint, '.', '--max-warnings=0'], fix: 'correct what is named above' },
  { name: 'types', args: [tsc, '--build', '--emitDeclarationOnly'], fix: 'correct what is named above' },
  {
    name: 'format',
    args: [prettier, '--check', '--cache', '--log-level=warn', '.'],
    fix: 'npm run format',
  },
  { name: 'audit', args: ['tools/audit.mjs'], fix: 'update the packages that are named above' },
];

/** A step's output comes as a whole, at its end: tests may be told of meanwhile. @returns whether it went well */
async function take({ name, args, fix }, { gentle }) {
  const startedAtMs = Date.now();
  const child = spawn(process.execPath, args, { cwd: root, env, stdio: ['ignore', 'pipe', 'pipe'] });
  if (gentle) os.setPriority(child.pid, os.constants.priority.PRIORITY_LOW);
  const [output, errors, [status]] = await Promise.all([
    text(child.stdout),
    text(child.stderr),
    once(child, 'close'),
  ]);
  const seconds = ((Date.now() - startedAtMs) / 1_000).toFixed(1);
  const verdict = status === 0 ? `✓ ${name} (${seconds} s)` : `✗ ${name} (${seconds} s): ${fix}`;
  console.log(`\n== ${name} ...\n${output}${errors}${verdict}`);
  return status === 0;
}

/** Takes steps one after the other. @returns the names of those that failed */
async function takeAll(steps, options) {
  const failed = [];
  for (const step of steps) if (!(await take(step, options))) failed.push(step.name);
  return failed;
}

ensureInstalled(root);
const failedBefore = await takeAll(BEFORE, { gentle: false });
console.log('\n== test ...');
const beside = takeAll(BESIDE, { gentle: true });
const [totals, failedBeside] = await Promise.all([runTests(process.argv.slice(2), beside), beside]);
tellTotals(totals, [...failedBefore, ...failedBeside]);
