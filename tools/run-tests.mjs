// Every project's tests through Nx, and what they come to: cached projects count, too.
import { execFileSync, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import { lookAgain } from './second-look.mjs';

const root = path.resolve(import.meta.dirname, '..');
const nx = path.join(root, 'node_modules/nx/dist/bin/nx.js');

/**
 * Far more than everything takes, some 18 minutes on two cores and half as long again on a slow day: a project that does
 * not end must not hold up the line for ever.
 */
const PATIENCE_MS = 60 * 60_000;

/** Enough of what Nx says for its list of failed tasks, which comes last. */
const LAST_CHARS = 20_000;
const FAILED_TASKS = 'Failed tasks:';

/**
 * What tests, or steps before them, came to.
 * @typedef {{ passed: number, failed: number, skipped: number, failures: { name: string, message: string }[] }} Totals
 */

/**
 * What a project's tests came to, as tools/jest-count-reporter.cjs writes it.
 * @typedef {Totals & { suiteErrors: number, failedFiles: { file: string, passed: number, skipped: number }[] }} Counts
 */

/** @returns {string | null | undefined} a Temporal binary for all projects, so that not each of them looks for one or builds it;
 * undefined where a server is named, null when there is none */
function findTemporal() {
  console.log('Finding the Temporal server (found at once, or built once in some 150 s) ...');
  const { TEMPORAL_HOST: host, TEMPORAL_ADDRESS: address, ...env } = process.env;
  const { status, stdout } = spawnSync(
    process.execPath,
    ['--conditions=@genvideo/source', '--import', 'tsx', 'tools/temporal/src/main.ts'],
    { cwd: root, env, stdio: ['ignore', 'pipe', 'inherit'], encoding: 'utf8' },
  );
  if (status === 0) return stdout.trim();
  return host || address ? undefined : null;
}

/** @returns {Record<string, string>} tells specs that there is no cluster, where its programs cannot be had */
function findCluster() {
  console.log('Finding the Temporal server for a cluster (found at once, or built once in some 15 s) ...');
  const { status } = spawnSync(
    process.execPath,
    [
      '--conditions=@genvideo/source',
      '--import',
      'tsx',
      'tools/temporal/src/cluster/main.ts',
      '--build-only',
    ],
    { cwd: root, stdio: ['ignore', 'ignore', 'inherit'] },
  );
  // Another status is a failure, which the specs that need a cluster then meet themselves.
  return status !== 3 ? {} : { GENVIDEO_NO_CLUSTER: 'none can be had here: its message is above the tests' };
}

/** Each project with tests, by the graph: one that wrote no result must be missed. */
function listProjects(env) {
  const graphFile = path.join(root, '.nx/test-graph.json');
  mkdirSync(path.dirname(graphFile), { recursive: true });
  execFileSync(process.execPath, [nx, 'graph', `--file=${graphFile}`], { cwd: root, env, stdio: 'ignore' });
  const { nodes } = JSON.parse(readFileSync(graphFile, 'utf8')).graph;
  return Object.values(nodes)
    .filter(({ data }) => data.root !== '.' && data.targets?.test)
    .map(({ name, data }) => ({ name, root: path.join(root, data.root) }));
}

const toCountsFile = (project) => path.join(project.root, 'test-output/counts.json');

/** @returns the projects with what each of them wrote; null where it wrote nothing */
function readCounts(projects) {
  return projects.map((project) => {
    const file = toCountsFile(project);
    if (existsSync(file)) return { ...project, counts: JSON.parse(readFileSync(file, 'utf8')) };
    console.log(`${project.name}: no result`);
    return { ...project, counts: null };
  });
}

/** @returns {Totals} */
function addUp(projects) {
  const sum = { passed: 0, failed: 0, skipped: 0, failures: [] };
  for (const { counts } of projects) {
    if (counts === null) {
      sum.failed += 1;
      continue;
    }
    sum.passed += counts.passed;
    sum.skipped += counts.skipped;
    sum.failed += counts.failed + counts.suiteErrors;
    sum.failures.push(...counts.failures);
  }
  return sum;
}

/** What specs start or pack: a built worker need not bundle its workflows each time. */
const BUILT = 'worker,api,mock-services,submitter,progress-client';

/** @returns whether they are built */
function buildApps(env) {
  console.log('Building what specs start ...');
  const args = ['run-many', '-t', 'build', '-p', BUILT, '--outputStyle=static'];
  const { status } = spawnSync(process.execPath, [nx, ...args], {
    cwd: root,
    env,
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  return status === 0;
}

/**
 * More at a time than there may be cores: specs wait for engines and processes as much as they compute. What is built stays as it
 * is meanwhile: Nx would put it there anew, while specs of another project start it.
 */
const FLAGS = ['--parallel=3', '--outputStyle=static', '--nxBail=false', '--excludeTaskDependencies'];

/** What Nx says at its end of each task that failed. */
const FAILED_TASK = /^- (\S+):test$/gm;
const ANSI = /\u001B\[[\d;]*m/g;

/**
 * Runs all tests, and passes on what they say.
 * @returns {Promise<{ areFine: boolean, failedProjects: string[], wasEnded: boolean }>}
 */
async function testAll(env, args) {
  const run = spawn(process.execPath, [nx, 'run-many', '-t', 'test', ...FLAGS, ...args], {
    cwd: root,
    env,
    stdio: ['ignore', 'pipe', 'inherit'],
    timeout: PATIENCE_MS,
  });
  let last = '';
  run.stdout.setEncoding('utf8').on('data', (chunk) => {
    process.stdout.write(chunk);
    last = (last + chunk).slice(-LAST_CHARS);
  });
  const [status] = await once(run, 'close');
  // Nx takes the signal for a wish, and ends with a status of its own.
  const wasEnded = run.killed;
  if (wasEnded) console.log(`The tests were ended: ${PATIENCE_MS / 60_000} minutes are enough.`);
  const words = last.replaceAll(ANSI, '');
  const failed = words.includes(FAILED_TASKS) ? words.slice(words.lastIndexOf(FAILED_TASKS)) : '';
  return {
    areFine: status === 0,
    failedProjects: [...failed.matchAll(FAILED_TASK)].map(([, name]) => name),
    wasEnded,
  };
}

/** Failures of which no test knows: a task that failed although all its tests passed, or a run that Nx cannot explain. */
function countUnexplained({ areFine, failedProjects }, projects) {
  if (areFine) return 0;
  const isExplained = ({ counts }) => counts === null || counts.failed + counts.suiteErrors > 0;
  const silent = projects.filter((project) => failedProjects.includes(project.name) && !isExplained(project));
  for (const { name } of silent) console.log(`${name}: failed although its tests passed`);
  return silent.length > 0 || projects.some(isExplained) ? silent.length : 1;
}

/**
 * @param {readonly string[]} args more for Nx
 * @param {Promise<unknown>} beside what else runs, which has to end before failed specs are looked at again
 * @returns {Promise<Totals>}
 */
export async function runTests(args, beside = Promise.resolve()) {
  const temporal = findTemporal();
  if (temporal === null) return { passed: 0, failed: 1, skipped: 0, failures: [] };
  const env = {
    ...process.env,
    NX_DAEMON: 'false',
    NX_TUI: 'false',
    ...(temporal === undefined ? {} : { TEMPORAL_CLI: temporal }),
    ...findCluster(),
  };
  const areBuilt = buildApps(env);
  if (areBuilt) env.GENVIDEO_TEST_APPS = 'built';
  const projects = listProjects(env);
  for (const project of projects) rmSync(toCountsFile(project), { force: true }); // a stale file must never be counted
  console.log(`Testing ${projects.length} projects ...`);
  const run = await testAll(env, args);
  const first = readCounts(projects);
  const unexplained = countUnexplained(run, first) + (areBuilt ? 0 : 1);
  await beside;
  // What was ended by force may still be running somewhere.
  const totals = addUp(run.wasEnded ? first : lookAgain(first, env));
  return { ...totals, failed: totals.failed + unexplained };
}

/**
 * Says what failed, and at last how many tests passed and failed.
 * @param {Totals} totals
 * @param {readonly string[]} failedSteps what else failed; each counts as one, so that the last line is the whole truth
 */
export function tellTotals({ passed, failed, skipped, failures }, failedSteps = []) {
  for (const { name, message } of failures) console.log(`\n✗ ${name}\n${message}`);
  for (const step of failedSteps) console.log(`${step}: failed, see above`);
  const all = failed + failedSteps.length;
  console.log(`${passed} passed, ${all} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`);
  process.exitCode = all > 0 ? 1 : 0;
}
