import { loadConfig } from '@genvideo/models/config';
import type { WantedPort } from './check-ports';
import type { Environment } from './service-definition';
import { toMockEnvironment, type StackPorts } from './stack-plan';

/** The standard ports of `npm start`; the API's comes from API_PORT. */
export const STANDARD_PORTS = { engine: 7233, engineUi: 8233, imageMock: 6889, videoMock: 16_882 } as const;

export interface StartSettings {
  ports: StackPorts;
  /** False where MOCK_EXTERNAL_APIS=false says that real providers are used. */
  mocks: boolean;
  /** `host:port` of an engine that somebody else runs, or null to start one. */
  existingEngine: string | null;
  /** Where the engine's UI lets payloads be decrypted; null where they are not encrypted, or it is somebody else's. */
  uiCodecEndpoint: string | null;
  /** What the programs get. */
  env: Environment;
  wantedPorts: readonly WantedPort[];
}

const toWantedPorts = ({ ports, mocks, existingEngine }: StartSettings): WantedPort[] => [
  ...(existingEngine === null
    ? [
        {
          port: STANDARD_PORTS.engine,
          service: 'the engine (Temporal)',
          fix: `stop what listens there, or set TEMPORAL_HOST=127.0.0.1:${STANDARD_PORTS.engine} if that is a Temporal server to use.`,
        },
        { port: STANDARD_PORTS.engineUi, service: "the engine's web UI", fix: 'stop what listens there.' },
      ]
    : []),
  ...(mocks
    ? [
        { port: ports.imageMock, service: 'the image mock', fix: 'stop what listens there.' },
        { port: ports.videoMock, service: 'the video mock', fix: 'stop what listens there.' },
      ]
    : []),
  {
    port: ports.api,
    service: 'the API',
    fix: 'stop what listens there, or set API_PORT to another port.',
  },
];

/** Where the engine is that is started here, and its UI, to which the studio leads. */
const toOwnEngine = ({ TEMPORAL_UI_URL: url = '' }: Environment): Environment => ({
  TEMPORAL_HOST: `127.0.0.1:${STANDARD_PORTS.engine}`,
  ...(url.trim() === '' ? { TEMPORAL_UI_URL: `http://127.0.0.1:${STANDARD_PORTS.engineUi}` } : {}),
});

/** The engine's UI asks the API to decrypt payloads, from a page of its own. */
const admitUi = (origins: readonly string[]): string =>
  [...origins, ...['127.0.0.1', 'localhost'].map((host) => `http://${host}:${STANDARD_PORTS.engineUi}`)].join(
    ',',
  );

/**
 * What `npm start` runs, from the environment and .env together. The mocks serve unless MOCK_EXTERNAL_APIS is false.
 * @throws ConfigError naming every bad value
 */
export function toStartSettings(environment: Environment, fallbackSecret: string): StartSettings {
  const config = loadConfig({ ...environment });
  const isSet = (name: string): boolean => (environment[name] ?? '').trim() !== '';
  const mocks = config.MOCK_EXTERNAL_APIS || !isSet('MOCK_EXTERNAL_APIS');
  const { imageMock, videoMock } = STANDARD_PORTS;
  const ports: StackPorts = { api: config.API_PORT || 8_000, imageMock, videoMock };
  const existing = isSet('TEMPORAL_HOST') || isSet('TEMPORAL_ADDRESS');
  const decodes = !existing && config.PAYLOAD_ENCRYPTION_KEY !== null;
  const settings: StartSettings = {
    ports,
    mocks,
    existingEngine: existing ? config.TEMPORAL_HOST : null,
    uiCodecEndpoint: decodes ? `http://127.0.0.1:${ports.api}/codec` : null,
    env: {
      ...environment,
      ...(existing ? {} : toOwnEngine(environment)),
      ...(mocks ? toMockEnvironment(ports) : {}),
      ...(decodes ? { CORS_ORIGINS: admitUi(config.CORS_ORIGINS) } : {}),
      API_PORT: String(ports.api),
      CALLBACK_BASE_URL: isSet('CALLBACK_BASE_URL')
        ? config.CALLBACK_BASE_URL
        : `http://127.0.0.1:${ports.api}`,
      CALLBACK_SECRET: config.CALLBACK_SECRET ?? fallbackSecret,
    },
    wantedPorts: [],
  };
  return { ...settings, wantedPorts: toWantedPorts(settings) };
}
