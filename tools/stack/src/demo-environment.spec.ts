import { loadConfig } from '@genvideo/models/config';
import { toDemoEnvironment } from './demo-environment';

const OPTIONS = {
  ports: { api: 1, imageMock: 2, videoMock: 3 },
  engineAddress: '127.0.0.1:4',
  taskQueue: 'queue',
  callbackSecret: 'secret',
  folder: '/demo',
};
const USERS_OWN = {
  PATH: '/bin',
  VIDEO_PROVIDER: 'kling',
  VIDEO_API_KEY: 'costs money',
  TEMPORAL_API_KEY: 'cloud',
  TEMPORAL_ADDRESS: 'cloud:7233',
  MOCK_FAULTS: '{}',
};

describe('toDemoEnvironment', () => {
  it("takes none of the user's services, keys and engine, but speaks to the mocks as the user's adapters do", () => {
    const env = toDemoEnvironment(USERS_OWN, OPTIONS);
    expect(env).not.toHaveProperty('VIDEO_API_KEY');
    expect(env).not.toHaveProperty('TEMPORAL_API_KEY');
    expect(env).not.toHaveProperty('MOCK_FAULTS');
    expect(env['PATH']).toBe('/bin');
    expect(loadConfig({ ...env })).toMatchObject({
      TEMPORAL_HOST: '127.0.0.1:4',
      IMAGE_PROVIDER: 'comfy-proxy',
      VIDEO_PROVIDER: 'kling',
      VIDEO_API_BASE_URL: 'http://127.0.0.1:3',
      MOCK_EXTERNAL_APIS: true,
      API_PORT: 1,
      RESULTS_DIR: '/demo/results',
    });
  });

  it("keeps the user's engine where the demo is to use it", () => {
    const env = toDemoEnvironment(USERS_OWN, { ...OPTIONS, engineAddress: null });
    expect(env).toMatchObject({
      TEMPORAL_ADDRESS: 'cloud:7233',
      TEMPORAL_API_KEY: 'cloud',
      TEMPORAL_TASK_QUEUE: 'queue',
    });
    expect(env).not.toHaveProperty('VIDEO_API_KEY');
  });
});
