import { writeFile } from 'node:fs/promises';
import { bundleWorkflowCode, DefaultLogger } from '@temporalio/worker';
import { buildApp, conditions } from '../../tools/build-app.mjs';

await buildApp({ entryPoints: ['src/main.ts'] });
const { code } = await bundleWorkflowCode({
  logger: new DefaultLogger('WARN'),
  workflowsPath: new URL('../../libs/workflows/src/workflows.ts', import.meta.url).pathname,
  webpackConfigHook: (config) => ({
    ...config,
    resolve: { ...config.resolve, conditionNames: [...conditions, '...'] },
  }),
});
await writeFile('dist/workflow-bundle.js', code);
