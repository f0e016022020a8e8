import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import {
  createResourceStack,
  loadTestEnvironment,
  startMockServices,
  uniqueQueue,
  WORKSPACE_ROOT,
} from '@genvideo/testing';
import { installProject, packPackage, runProgram, toBin } from '../test/pack-package';
import { readExamples } from '../test/read-examples';
import { startApi } from '../test/start-api';
import { startWorker } from '../test/start-worker';

const USE = `
const seen = [typeof ProgressQueryClient, typeof CachedProgressClient, typeof GenerationClient];
const client = new ProgressQueryClient({ temporalHost: '127.0.0.1:1' });
client.queryProgressDirect('job-1').then(async ({ error }) => {
  console.log(JSON.stringify({ seen, error }));
  await client.close();
});`;
const NAMES = '{ ProgressQueryClient, CachedProgressClient, GenerationClient }';

const TYPED = `
import { ProgressQueryClient, type ProgressResult } from '@genvideo/progress-client';
import { GenerationClient } from '@genvideo/progress-client/browser';

const client = new ProgressQueryClient({ apiBaseUrl: 'http://127.0.0.1:8000' });
export const ask = async (id: string): Promise<number | null> => {
  const result: ProgressResult = await client.queryProgressApi(id);
  return result.progress?.percent ?? null;
};
export const submit = () => new GenerationClient({ apiBaseUrl: '' }).submitJob({ prompt: '', user_id: '' });
// @ts-expect-error a job needs a prompt
export const wrong = () => new GenerationClient({ apiBaseUrl: '' }).submitJob({ user_id: '' });
`;
const TYPED_DIRECT = `
import type { Client } from '@temporalio/client';
import { readProgress } from '@genvideo/progress-client/direct';

export const ask = async (client: Client): Promise<number> => (await readProgress(client, 'job-1')).progress.percent;
`;

const resources = createResourceStack();
let tarball: string;
/** With nothing but the tarball and what it depends on. */
let lean: string;
/** With Temporal's client as well. */
let full: string;

beforeAll(async () => {
  tarball = await packPackage(resources);
  [lean, full] = await Promise.all([
    installProject(resources, [tarball]),
    installProject(resources, [tarball, '@temporalio/client@1.24.0', '@temporalio/common@1.24.0']),
  ]);
}, 180_000);
afterAll(() => resources.end());

const runScript = async (project: string, file: string, text: string): Promise<string> => {
  await writeFile(path.join(project, file), text);
  return runProgram(process.execPath, [file], project);
};

/** Compiles a text as ES module and as CommonJS. */
const checkTypes = async (
  project: string,
  text: string,
  options: { moduleResolution: 'node16' | 'bundler'; skipLibCheck: boolean },
): Promise<void> => {
  const folder = path.join(project, options.moduleResolution);
  await mkdir(folder, { recursive: true });
  const module = options.moduleResolution === 'node16' ? 'node16' : 'preserve';
  const common = { strict: true, noEmit: true, target: 'es2022', lib: ['es2023', 'dom'], types: [] };
  const config = { compilerOptions: { ...common, module, ...options }, files: ['use.mts', 'use.cts'] };
  await writeFile(path.join(folder, 'tsconfig.json'), JSON.stringify(config));
  for (const file of config.files) await writeFile(path.join(folder, file), text);
  await runProgram(toBin('tsc'), ['--project', folder], folder);
};

describe('the packed package', () => {
  it.each([
    ['use.mjs', `import ${NAMES} from '@genvideo/progress-client';${USE}`],
    ['use.cjs', `const ${NAMES} = require('@genvideo/progress-client');${USE}`],
  ])('works in %s without Temporal, and says what the direct way needs', async (file, text) => {
    expect(JSON.parse(await runScript(lean, file, text))).toEqual({
      seen: ['function', 'function', 'function'],
      error: expect.stringContaining('npm install @temporalio/client'),
    });
  });

  it.each([
    ['use.mjs', `import ${NAMES} from '@genvideo/progress-client';${USE}`],
    ['use.cjs', `const ${NAMES} = require('@genvideo/progress-client');${USE}`],
  ])('goes the direct way in %s once Temporal is installed', async (file, text) => {
    expect(JSON.parse(await runScript(full, file, text))).toMatchObject({
      error: expect.stringContaining('ECONNREFUSED'),
    });
  });

  it.each(['node16', 'bundler'] as const)(
    'has types for %s, with no Temporal installed',
    async (moduleResolution) => {
      await checkTypes(lean, TYPED, { moduleResolution, skipLibCheck: false });
    },
  );

  it.each(['node16', 'bundler'] as const)('has types of the direct part for %s', async (moduleResolution) => {
    // Temporal's own types need those of Node.
    await checkTypes(full, TYPED_DIRECT, { moduleResolution, skipLibCheck: true });
  });

  it.each(['@genvideo/progress-client', '@genvideo/progress-client/browser'])(
    'brings no Node and no Temporal code into a page that imports %s',
    async (name) => {
      await writeFile(path.join(lean, 'page.js'), `import * as client from '${name}'; console.log(client);`);
      const flags = ['--bundle', '--platform=browser', '--metafile=meta.json', '--outfile=page.out.js'];
      await runProgram(toBin('esbuild'), ['page.js', ...flags, '--log-level=error'], lean);
      const meta = JSON.parse(await readFile(path.join(lean, 'meta.json'), 'utf8')) as {
        inputs: Record<string, { imports: { path: string }[] }>;
      };
      const modules = Object.entries(meta.inputs).flatMap(([file, { imports }]) => [
        file,
        ...imports.map((each) => each.path),
      ]);
      expect(modules).toContainEqual(expect.stringContaining('progress-client/dist/browser.mjs'));
      expect(modules.filter((file) => /node:|@temporalio|index\.mjs.*progress-client/.test(file))).toEqual(
        [],
      );
    },
  );

  it('says nothing of the workspace it comes from', async () => {
    const manifest = await readFile(
      path.join(lean, 'node_modules/@genvideo/progress-client/package.json'),
      'utf8',
    );
    expect(manifest).not.toMatch(/private|@genvideo\/(source|models|testing)|devDependencies|scripts/);
  });

  it('has nothing that publint or Are The Types Wrong would warn of', async () => {
    await runProgram(toBin('publint'), ['run', tarball, '--strict'], lean);
    const checker = path.join(WORKSPACE_ROOT, 'libs/progress-client/test/check-types.mjs');
    expect(JSON.parse(await runProgram(process.execPath, [checker, tarball], lean))).toEqual([]);
  });
});

describe('its README.md', () => {
  const { address } = loadTestEnvironment();
  const KEY = 'my-key-for-genvideo';
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
  }, 90_000);

  const runExample = async (code: string): Promise<string> => {
    const file = code.includes('require(') ? 'example.cjs' : 'example.mjs';
    const placed = code.replaceAll('http://127.0.0.1:8000', apiUrl).replaceAll('127.0.0.1:7233', address);
    await writeFile(path.join(full, file), placed);
    return runProgram(process.execPath, [file], full);
  };

  it('has examples that run, write what they promise, and end by themselves', async () => {
    const examples = await readExamples();
    expect(examples.map(({ heading }) => heading)).toEqual([
      'Submit a job and watch it',
      'Submit a job and watch it',
      'Videos and pictures',
      'Batches',
      'Watch many jobs at once',
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
