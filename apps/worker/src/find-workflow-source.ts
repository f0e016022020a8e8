import { existsSync } from 'node:fs';
import path from 'node:path';
import type { WorkerOptions } from '@temporalio/worker';
import { parsePayloadKeys } from '@genvideo/models/payload-codec';
import { toDataConverter } from '@genvideo/runtime';

/** The export condition under which workspace packages give their TypeScript sources. */
const SOURCE_CONDITION = '@genvideo/source';

/** Resolved only where the sources are; a built worker carries its bundles with it. */
const WORKFLOWS_PACKAGE = '@genvideo/workflows';

type WorkflowSource = Pick<
  WorkerOptions,
  'workflowsPath' | 'workflowBundle' | 'bundlerOptions' | 'interceptors' | 'dataConverter'
>;

const toModule = (name: string): string => require.resolve(`${WORKFLOWS_PACKAGE}/${name}`);

const toBuiltFile = (name: string): string => path.join(__dirname, name);

const toSource = (): WorkflowSource => ({
  workflowsPath: require.resolve(WORKFLOWS_PACKAGE),
  interceptors: { workflowModules: [toModule('only-in-tasks'), toModule('trace-interceptors')] },
  bundlerOptions: {
    preloadModules: [require.resolve(WORKFLOWS_PACKAGE)],
    webpackConfigHook: (config) => ({
      ...config,
      resolve: { ...config.resolve, conditionNames: [SOURCE_CONDITION, '...'] },
    }),
  },
});

const toEncryptingSource = (): WorkflowSource => {
  const { interceptors, ...source } = toSource();
  return {
    ...source,
    interceptors: { workflowModules: [toModule('plain-queries'), ...(interceptors?.workflowModules ?? [])] },
    dataConverter: { failureConverterPath: toModule('failure-converter') },
  };
};

const toBuilt = (): WorkflowSource => ({
  workflowBundle: { codePath: toBuiltFile('workflow-bundle.js') },
});

const toEncryptingBuilt = (): WorkflowSource => ({
  workflowBundle: { codePath: toBuiltFile('workflow-bundle-encrypting.js') },
  dataConverter: { failureConverterPath: toBuiltFile('failure-converter.js') },
});

/**
 * The bundle that the build put beside this file, else the TypeScript sources, bundled at start; and how the worker
 * writes payloads. How failures and answers to queries are written is part of workflow code: a worker that encrypts
 * has a bundle of its own.
 * @param encryptionKeys PAYLOAD_ENCRYPTION_KEY
 */
export function findWorkflowSource(encryptionKeys: string | null): WorkflowSource {
  const isBuilt = existsSync(toBuiltFile('workflow-bundle.js'));
  const encrypts = parsePayloadKeys(encryptionKeys).encryptWith !== null;
  const [plain, encrypting] = isBuilt ? [toBuilt, toEncryptingBuilt] : [toSource, toEncryptingSource];
  const { dataConverter, ...source } = encrypts ? encrypting() : plain();
  return { ...source, dataConverter: { ...toDataConverter(encryptionKeys), ...dataConverter } };
}
