import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import {
  createResourceStack,
  loadTestEnvironment,
  startMockServices,
  uniqueQueue,
  WORKSPACE_ROOT,
} from '@genvideo/testing';
import { installProject, packPackage, runProgram } from '../test/pack-package';
import { startApi } from '../test/start-api';
import { startWorker } from '../test/start-worker';

const KEY = 'my-key-for-genvideo';
const { address } = loadTestEnvironment();
const resources = createResourceStack();
let project: string;
let apiUrl: string;

beforeAll(async () => {
  const taskQueue = uniqueQueue('readme');
  const mocks = resources.add(await startMockServices({ imageSeconds: 0.5, videoSeconds: 1 }));
  // The lists of batches go from one to the other through the store.
  const RESULTS_DIR = await mkdtemp(path.join(tmpdir(), 'progress-client-results-'));
  resources.defer(() => rm(RESULTS_DIR, { recursive: true, force: true }));
  await startWorker(resources, { address, taskQueue, mocks, settings: { RESULTS_DIR } });
  const env = { REQUIRE_API_KEY: 'true', API_KEYS: KEY, RESULTS_DIR };
  apiUrl = await startApi(resources, { address, taskQueue, env });
  const tarball = await packPackage(resources);
  project = await installProject(resources, [
    tarball,
    '@temporalio/client@1.24.0',
    '@temporalio/common@1.24.0',
  ]);
}, 180_000);
afterAll(() => resources.end());

interface Example {
  heading: string;
  code: string;
  /** What its comments promise of what it writes. */
  promised: string[];
}

const readExamples = async (): Promise<Example[]> => {
  const text = await readFile(path.join(WORKSPACE_ROOT, 'libs/progress-client/README.md'), 'utf8');
  return text.split(/^## /m).flatMap((section) => {
    const [heading = ''] = section.split('\n');
    return [...section.matchAll(/^```js\n(.*?)^```/gms)].map(([, code = '']) => ({
      heading,
      code,
      promised: [...code.matchAll(/console\.log\(.*\); \/\/ (.+)$/gm)].flatMap(([, words = '']) =>
        words.split(', '),
      ),
    }));
  });
};

const runExample = async (code: string): Promise<string> => {
  const file = code.includes('require(') ? 'example.cjs' : 'example.mjs';
  const placed = code.replaceAll('http://127.0.0.1:8000', apiUrl).replaceAll('127.0.0.1:7233', address);
  await writeFile(path.join(project, file), placed);
  return runProgram(process.execPath, [file], project);
};

describe('README.md', () => {
  it('has examples that run, write what they promise, and end by themselves', async () => {
    const examples = await readExamples();
    expect(examples.map(({ heading }) => heading)).toEqual([
      'Submit a job and watch it',
      'Submit a job and watch it',
      'Videos and pictures',
      'Batches',
      'Ask how far jobs are',
      'Ask why',
      'Look every few seconds',
      'Ask often, and ask little',
      'Tell failures apart',
      'Directly on Temporal',
    ]);
    for (const { code, promised } of examples) {
      const written = await runExample(code);
      for (const words of promised) expect(written).toContain(words);
    }
  });
});
