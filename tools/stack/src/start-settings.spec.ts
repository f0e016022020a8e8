import { toStartSettings } from './start-settings';

describe('toStartSettings', () => {
  it('runs everything on the standard ports by default', () => {
    const { mocks, existingEngine, env, wantedPorts } = toStartSettings({}, 'made here');
    expect(mocks).toBe(true);
    expect(existingEngine).toBeNull();
    expect(wantedPorts.map(({ port }) => port)).toEqual([7233, 8233, 6889, 16_882, 8000]);
    expect(env).toMatchObject({
      TEMPORAL_HOST: '127.0.0.1:7233',
      MOCK_EXTERNAL_APIS: 'true',
      CALLBACK_SECRET: 'made here',
      CALLBACK_BASE_URL: 'http://127.0.0.1:8000',
    });
  });

  it('starts no mocks and keeps the providers where MOCK_EXTERNAL_APIS is false', () => {
    const providers = { MOCK_EXTERNAL_APIS: 'no', VIDEO_API_BASE_URL: 'https://video.example' };
    const { mocks, env, wantedPorts } = toStartSettings(providers, 'x');
    expect(mocks).toBe(false);
    expect(env).toMatchObject(providers);
    expect(wantedPorts.map(({ port }) => port)).toEqual([7233, 8233, 8000]);
  });

  it('uses the engine that TEMPORAL_HOST or its alias names', () => {
    expect(toStartSettings({ TEMPORAL_ADDRESS: 'engine:7233' }, 'x')).toMatchObject({
      existingEngine: 'engine:7233',
      env: { TEMPORAL_ADDRESS: 'engine:7233' },
    });
    expect(toStartSettings({ TEMPORAL_HOST: 'engine:1' }, 'x').wantedPorts).toHaveLength(3);
  });

  it('moves callbacks along with the API, but not those with an address of their own', () => {
    expect(toStartSettings({ API_PORT: '9000' }, 'x').env).toMatchObject({
      API_PORT: '9000',
      CALLBACK_BASE_URL: 'http://127.0.0.1:9000',
    });
    const own = { CALLBACK_BASE_URL: 'https://api.example', CALLBACK_SECRET: 'mine' };
    expect(toStartSettings(own, 'x').env).toMatchObject(own);
  });

  it("lets the engine's UI decrypt what is encrypted", () => {
    const settings = toStartSettings(
      { PAYLOAD_ENCRYPTION_KEY: 'ab'.repeat(32), CORS_ORIGINS: 'https://own.example' },
      'x',
    );
    expect(settings).toMatchObject({
      uiCodecEndpoint: 'http://127.0.0.1:8000/codec',
      env: { CORS_ORIGINS: 'https://own.example,http://127.0.0.1:8233,http://localhost:8233' },
    });
    expect(toStartSettings({}, 'x')).toMatchObject({ uiCodecEndpoint: null });
    expect(toStartSettings({}, 'x').env['CORS_ORIGINS']).toBeUndefined();
  });

  it("tells the studio where the engine's UI is, unless somebody else runs the engine", () => {
    expect(toStartSettings({}, 'x').env['TEMPORAL_UI_URL']).toBe('http://127.0.0.1:8233');
    expect(toStartSettings({ TEMPORAL_HOST: 'engine:1' }, 'x').env['TEMPORAL_UI_URL']).toBeUndefined();
    const own = { TEMPORAL_UI_URL: 'https://temporal.example' };
    expect(toStartSettings(own, 'x').env).toMatchObject(own);
  });

  it('names every bad value at once', () => {
    expect(() => toStartSettings({ API_PORT: 'x', MAX_CONCURRENT_JOBS: '0' }, 'x')).toThrow(
      /API_PORT.*MAX_CONCURRENT_JOBS|MAX_CONCURRENT_JOBS.*API_PORT/,
    );
  });
});
