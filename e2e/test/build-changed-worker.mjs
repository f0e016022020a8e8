// build-changed-worker.mjs FOLDER: the built worker, with a workflow that does something else first. A job that began on
// the worker as it is cannot go on with this one: its history would not be repeated.
import { cp, mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { bundleWorkflowCode, DefaultLogger } from '@temporalio/worker';

const [folder] = process.argv.slice(2);
const root = path.resolve(import.meta.dirname, '../..');
const workflows = JSON.stringify(path.join(root, 'libs/workflows/src/workflows'));
await mkdir(folder, { recursive: true });
for (const name of ['package.json', 'dist'])
  await cp(path.join(root, 'apps/worker', name), path.join(folder, name), { recursive: true });
const workflowsPath = path.join(folder, 'changed-workflows.ts');
await writeFile(
  workflowsPath,
  `import { sleep } from '@temporalio/workflow';
import { GenVideoWorkflow as unchanged } from ${workflows};
export * from ${workflows};
export async function GenVideoWorkflow(input: unknown): Promise<unknown> {
  await sleep(50);
  return (unchanged as (input: unknown) => Promise<unknown>)(input);
}
`,
);
const { code } = await bundleWorkflowCode({
  workflowsPath,
  preloadModules: [workflowsPath],
  logger: new DefaultLogger('WARN'),
  webpackConfigHook: (config) => ({
    ...config,
    resolve: { ...config.resolve, conditionNames: ['@genvideo/source', '...'] },
  }),
});
await writeFile(path.join(folder, 'dist/workflow-bundle.js'), code);
