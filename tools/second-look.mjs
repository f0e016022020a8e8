// Specs that failed beside all the others are run once more by themselves: what then passes is told as flaky, with what it had said.
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, rmSync } from 'node:fs';
import path from 'node:path';

const root = path.resolve(import.meta.dirname, '..');
const jest = path.join(root, 'node_modules/jest/bin/jest.js');

/** With more files than this, something is broken rather than late. */
const MOST_FILES = 3;

/** @typedef {import('./run-tests.mjs').Counts} Counts */

/** A project's failed files by themselves; what takes longer does not end. */
const PATIENCE_MS = 5 * 60_000;

/** @returns {Counts | null} what the files came to by themselves; null without an answer that can be believed */
function runAlone(projectRoot, files, env) {
  const file = path.join(projectRoot, 'test-output/second-look.json');
  rmSync(file, { force: true });
  const { status } = spawnSync(process.execPath, [jest, '--runTestsByPath', ...files], {
    cwd: projectRoot,
    env: { ...env, GENVIDEO_TEST_COUNTS: file },
    stdio: 'inherit',
    timeout: PATIENCE_MS,
  });
  if (!existsSync(file)) return null;
  const counts = JSON.parse(readFileSync(file, 'utf8'));
  return (status === 0) === (counts.failed + counts.suiteErrors === 0) ? counts : null;
}

/** @returns {Counts} the project's counts with the second run of its failed files in the place of the first */
function replace(first, second) {
  const less = (key) => first.failedFiles.reduce((sum, file) => sum + file[key], 0);
  return {
    passed: first.passed - less('passed') + second.passed,
    skipped: first.skipped - less('skipped') + second.skipped,
    failed: second.failed,
    suiteErrors: second.suiteErrors,
    failures: second.failures,
    failedFiles: second.failedFiles,
  };
}

/**
 * Runs what failed once more, one project after the other, when nothing else runs.
 * @param {readonly { root: string, counts: Counts | null }[]} projects
 * @param {NodeJS.ProcessEnv} env
 * @returns the projects with their counts after it
 */
export function lookAgain(projects, env) {
  const files = projects.flatMap(({ counts }) => counts?.failedFiles ?? []);
  if (files.length === 0 || files.length > MOST_FILES) return projects;
  return projects.map((project) => {
    const { root: projectRoot, counts } = project;
    if (counts === null || counts.failedFiles.length === 0) return project;
    const paths = counts.failedFiles.map(({ file }) => file);
    console.log(`\nFailed beside all the others, once more alone: ${paths.join(', ')} ...`);
    const second = runAlone(projectRoot, paths, env);
    if (second === null) return project;
    const still = new Set(second.failedFiles.map(({ file }) => file));
    for (const { name, file, message } of counts.failures)
      if (!still.has(file))
        console.log(`\nFLAKY: ${name}\nits file passed alone, and it had said:\n${message}`);
    return { ...project, counts: replace(counts, second) };
  });
}
