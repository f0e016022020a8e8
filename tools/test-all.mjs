// npm test: every project's tests through Nx, then one line of real totals (cached projects too).
import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import { ensureInstalled } from './stack/ensure-installed.mjs';

const root = path.resolve(import.meta.dirname, '..');
const nx = path.join(root, 'node_modules/nx/dist/bin/nx.js');

/** Steps of `npm run verify` that failed before the tests: they count as failed, so that the last line is the whole truth. */
const failedBefore = (process.env.GENVIDEO_FAILED_STEPS ?? '').split(',').filter(Boolean);

/** @returns {string | undefined} a Temporal binary for all projects, so that not each of them looks for one or builds it */
function findTemporal() {
  console.log('Finding the Temporal server (found at once, or built once in some 150 s) ...');
  const { TEMPORAL_HOST: host, TEMPORAL_ADDRESS: address, ...env } = process.env;
  const { status, stdout } = spawnSync(
    process.execPath,
    ['--conditions=@genvideo/source', '--import', 'tsx', 'tools/temporal/src/main.ts'],
    { cwd: root, env, stdio: ['ignore', 'pipe', 'inherit'], encoding: 'utf8' },
  );
  if (status === 0) return stdout.trim();
  if (host || address) return undefined;
  console.log('0 passed, 1 failed');
  process.exit(1);
}

/** Each project with tests, by the graph: one that wrote no result must be missed. */
function listCounts(env) {
  const graphFile = path.join(root, '.nx/test-graph.json');
  mkdirSync(path.dirname(graphFile), { recursive: true });
  execFileSync(process.execPath, [nx, 'graph', `--file=${graphFile}`], { cwd: root, env, stdio: 'ignore' });
  const { nodes } = JSON.parse(readFileSync(graphFile, 'utf8')).graph;
  return Object.values(nodes)
    .filter(({ data }) => data.root !== '.' && data.targets?.test)
    .map(({ name, data }) => ({ name, file: path.join(root, data.root, 'test-output/counts.json') }));
}

function addUp(counts) {
  const sum = { passed: 0, failed: 0, skipped: 0, failures: [] };
  for (const { name, file } of counts) {
    if (!existsSync(file)) {
      console.log(`${name}: no result`);
      sum.failed += 1;
      continue;
    }
    const result = JSON.parse(readFileSync(file, 'utf8'));
    sum.passed += result.passed;
    sum.skipped += result.skipped;
    sum.failed += result.failed + result.suiteErrors;
    sum.failures.push(...result.failures);
  }
  return sum;
}

ensureInstalled(root);
const temporal = findTemporal();
const env = {
  ...process.env,
  NX_DAEMON: 'false',
  NX_TUI: 'false',
  ...(temporal === undefined ? {} : { TEMPORAL_CLI: temporal }),
};
/** Far more than everything takes: a project that does not end must not hold up the line for ever. */
const PATIENCE_MS = 20 * 60_000;

/** Specs start these often: a built worker need not bundle its workflows each time. @returns whether they are built */
function buildApps() {
  console.log('Building the apps that specs start ...');
  const args = ['run-many', '-t', 'build', '-p', 'worker,api,mock-services', '--outputStyle=static'];
  const { status } = spawnSync(process.execPath, [nx, ...args], {
    cwd: root,
    env,
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  return status === 0;
}

if (buildApps()) env.GENVIDEO_TEST_APPS = 'built';
const counts = listCounts(env);
for (const { file } of counts) rmSync(file, { force: true }); // a stale file must never be counted

console.log(`Testing ${counts.length} projects ...`);
const run = spawnSync(
  process.execPath,
  [
    nx,
    ...['run-many', '-t', 'test', '--parallel=2', '--outputStyle=static', '--nxBail=false'],
    ...process.argv.slice(2),
  ],
  { cwd: root, env, stdio: 'inherit', timeout: PATIENCE_MS },
);
if (run.signal !== null)
  console.log(`The tests were ended by ${run.signal}: ${PATIENCE_MS / 60_000} minutes are enough.`);

const { passed, failed: failedTests, skipped, failures } = addUp(counts);
for (const { name, message } of failures) console.log(`\n✗ ${name}\n${message}`);
for (const step of failedBefore) console.log(`${step}: failed, see above`);
let failed = failedTests + failedBefore.length;
if (run.status !== 0 && failed === 0) failed = 1;
console.log(`${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`);
process.exitCode = failed > 0 ? 1 : 0;
