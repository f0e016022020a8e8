import path from 'node:path';
import type { Environment, ServiceDefinition } from './service-definition';

const SOURCE = ['--conditions=@genvideo/source', '--import', 'tsx'];

/** An app to run from its TypeScript sources. */
export interface AppCommand {
  /** The workspace's folder. */
  root: string;
  app: string;
  args?: readonly string[];
}

/** The arguments with which Node runs an app from its TypeScript sources. */
export const toAppArgs = ({ root, app, args = [] }: AppCommand): string[] => [
  ...SOURCE,
  path.join(root, 'apps', app, 'src/main.ts'),
  ...args,
];

export interface StackPorts {
  api: number;
  imageMock: number;
  videoMock: number;
}

export interface StackPlanOptions {
  /** The workspace's folder. */
  root: string;
  /** Where the programs run. */
  cwd: string;
  ports: StackPorts;
  /** What every program of the stack gets. */
  env: Environment;
  /** Null where real providers are used. */
  mocks: { imageSeconds: number; videoSeconds: number } | null;
  /** How long a leaving worker may take. */
  workerStopMs: number;
}

/** The programs of the stack beside the engine, in the order in which they depend on each other. */
export function toStackPlan({
  root,
  cwd,
  ports,
  env,
  mocks,
  workerStopMs,
}: StackPlanOptions): ServiceDefinition[] {
  const service = (name: string, args: string[], rest: Partial<ServiceDefinition>): ServiceDefinition => ({
    name,
    command: process.execPath,
    args,
    cwd,
    env,
    answersAt: [],
    stopTimeoutMs: 5_000,
    ...rest,
  });
  const toMockArgs = (seconds: NonNullable<typeof mocks>): string[] => [
    ...['--image-port', String(ports.imageMock), '--video-port', String(ports.videoMock)],
    ...['--image-seconds', String(seconds.imageSeconds), '--video-seconds', String(seconds.videoSeconds)],
  ];
  return [
    ...(mocks === null
      ? []
      : [
          service('mocks', toAppArgs({ root, app: 'mock-services', args: toMockArgs(mocks) }), {
            answersAt: [ports.imageMock, ports.videoMock].map((port) => `http://127.0.0.1:${port}/`),
          }),
        ]),
    service('api', toAppArgs({ root, app: 'api' }), {
      answersAt: [`http://127.0.0.1:${ports.api}/health`],
      stopTimeoutMs: 12_000,
    }),
    service('worker', toAppArgs({ root, app: 'worker' }), { stopTimeoutMs: workerStopMs }),
  ];
}

/** The environment that makes the stack's own mocks the providers. */
export const toMockEnvironment = ({ imageMock, videoMock }: StackPorts): Record<string, string> => ({
  MOCK_EXTERNAL_APIS: 'true',
  IMAGE_API_BASE_URL: `http://127.0.0.1:${imageMock}`,
  VIDEO_API_BASE_URL: `http://127.0.0.1:${videoMock}`,
});
