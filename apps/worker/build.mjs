import { writeFile } from 'node:fs/promises';
import { bundleWorkflowCode, DefaultLogger } from '@temporalio/worker';
import { buildApp, conditions } from '../../tools/build-app.mjs';

const toSource = (name) => new URL(`../../libs/workflows/src/${name}.ts`, import.meta.url).pathname;

const bundleWorkflows = async (file, options) => {
  const { code } = await bundleWorkflowCode({
    logger: new DefaultLogger('WARN'),
    workflowsPath: toSource('workflows'),
    preloadModules: [toSource('workflows')],
    webpackConfigHook: (config) => ({
      ...config,
      resolve: { ...config.resolve, conditionNames: [...conditions, '...'] },
    }),
    ...options,
  });
  await writeFile(`dist/${file}`, code);
};

const failureConverterPath = toSource('encryption/failure-converter');
await buildApp({
  entryPoints: {
    main: 'src/main.ts',
    'setup/main': 'src/setup/main.ts',
    'failure-converter': failureConverterPath,
  },
});
const always = ['only-in-tasks', 'tracing/trace-interceptors'].map(toSource);
await bundleWorkflows('workflow-bundle.js', { workflowInterceptorModules: always });
await bundleWorkflows('workflow-bundle-encrypting.js', {
  failureConverterPath,
  workflowInterceptorModules: [toSource('encryption/plain-queries'), ...always],
});
