import { environmentSchema } from '@genvideo/models/config';
import type { Environment } from './service-definition';
import { toMockEnvironment, type StackPorts } from './stack-plan';

export interface DemoOptions {
  ports: StackPorts;
  /** `host:port` of an engine started for the demo; null to use the one that the user's TEMPORAL_ variables name. */
  engineAddress: string | null;
  /** A queue of its own: on a shared engine, no other worker may take the demo's jobs. */
  taskQueue: string;
  callbackSecret: string;
  /** The demo's own folder. */
  folder: string;
}

const isOfEngine = (name: string): boolean => name.startsWith('TEMPORAL_');

/** Which protocol is spoken may be chosen: the mocks speak them all. */
const isChoice = (name: string): boolean => name === 'IMAGE_PROVIDER' || name === 'VIDEO_PROVIDER';

const isSetting = (name: string): boolean =>
  Object.hasOwn(environmentSchema.shape, name) || isOfEngine(name) || name.startsWith('MOCK_');

/**
 * The environment of the demo's programs: none of the user's settings but the choice of adapters, which then speak to the
 * mocks, so that the demo never pays a provider and works everywhere alike.
 */
export function toDemoEnvironment(processEnvironment: Environment, options: DemoOptions): Environment {
  const { ports, engineAddress, taskQueue, callbackSecret, folder } = options;
  const own = Object.entries(processEnvironment).filter(
    ([name]) => isChoice(name) || !isSetting(name) || (engineAddress === null && isOfEngine(name)),
  );
  return {
    ...Object.fromEntries(own),
    ...(engineAddress === null ? {} : { TEMPORAL_HOST: engineAddress }),
    TEMPORAL_TASK_QUEUE: taskQueue,
    ...toMockEnvironment(ports),
    API_PORT: String(ports.api),
    CALLBACK_BASE_URL: `http://127.0.0.1:${ports.api}`,
    CALLBACK_SECRET: callbackSecret,
    RESULTS_DIR: `${folder}/results`,
    TEMP_DIR: `${folder}/temp`,
    MAX_CONCURRENT_JOBS: '3',
    METRICS_PORT: '0',
    USE_JSON_LOGGING: 'true',
  };
}
