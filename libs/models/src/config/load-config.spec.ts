import { ConfigError, loadConfig } from './load-config';

const problemsOf = (environment: Record<string, string>): Record<string, string> => {
  try {
    loadConfig(environment);
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    return Object.fromEntries(error.problems.map(({ field, problem }) => [field, problem]));
  }
  return {};
};

describe('loadConfig', () => {
  it('has a default for everything', () => {
    expect(loadConfig({})).toMatchObject({
      TEMPORAL_HOST: '127.0.0.1:7233',
      TEMPORAL_TASK_QUEUE: 'generation-queue',
      MAX_CONCURRENT_JOBS: 1,
      MAX_STAGE_RETRIES: 3,
      JOB_TIMEOUT_SECONDS: 3600,
      QUEUE_TIMEOUT_SECONDS: 86_400,
      API_PORT: 8000,
      ALLOW_AMBIGUOUS_RESUBMIT: false,
      S3_BUCKET: null,
      METRICS_PORT: 9464,
    });
  });

  it('takes an empty value for one that is not set', () => {
    expect(loadConfig({ API_PORT: '', S3_BUCKET: ' ', DEBUG: '' })).toMatchObject({
      API_PORT: 8000,
      S3_BUCKET: null,
      DEBUG: false,
    });
  });

  it('reads words in any case, lists with blanks, and URLs with a trailing slash', () => {
    expect(
      loadConfig({
        LOG_LEVEL: 'WARN',
        DEBUG: 'Yes',
        API_KEYS: 'a, b=c ,',
        IMAGE_API_BASE_URL: 'http://x:1/',
      }),
    ).toMatchObject({
      LOG_LEVEL: 'warn',
      DEBUG: true,
      API_KEYS: ['a', 'b=c'],
      IMAGE_API_BASE_URL: 'http://x:1',
    });
  });

  it('takes several servers of pictures, and names the one that is no URL', () => {
    const several = loadConfig({ IMAGE_API_BASE_URL: 'http://gpu-1:8188/, https://gpu-2' });
    expect(several.IMAGE_API_BASE_URL).toBe('http://gpu-1:8188,https://gpu-2');
    expect(problemsOf({ IMAGE_API_BASE_URL: 'http://gpu-1:8188,gpu-2' })).toEqual({
      IMAGE_API_BASE_URL: 'names "gpu-2", which is not an http or https URL',
    });
    expect(problemsOf({ IMAGE_API_BASE_URL: 'gpu-1' })).toEqual({
      IMAGE_API_BASE_URL: 'is not an http or https URL',
    });
  });

  it('refuses a key that is none without showing it', () => {
    expect(problemsOf({ PAYLOAD_ENCRYPTION_KEY: 'too-short-a-key' })).toEqual({
      PAYLOAD_ENCRYPTION_KEY: expect.not.stringContaining('too-short'),
    });
  });

  it('knows TEMPORAL_ADDRESS as another name, and prefers TEMPORAL_HOST', () => {
    expect(loadConfig({ TEMPORAL_ADDRESS: 'a:1' }).TEMPORAL_HOST).toBe('a:1');
    expect(loadConfig({ TEMPORAL_ADDRESS: 'a:1', TEMPORAL_HOST: 'b:2' }).TEMPORAL_HOST).toBe('b:2');
  });

  it('reports every bad value at once, by name and in words', () => {
    expect(
      problemsOf({
        MAX_CONCURRENT_JOBS: '0',
        API_PORT: 'eighty',
        DEBUG: 'maybe',
        IMAGE_PROVIDER: 'dalle',
        VIDEO_API_BASE_URL: 'not a url',
        TEMPORAL_HOST: 'http://localhost:7233',
      }),
    ).toEqual({
      MAX_CONCURRENT_JOBS: 'must be at least 1',
      API_PORT: 'must be a number, not "eighty"',
      DEBUG: 'must be true or false, not "maybe"',
      IMAGE_PROVIDER: 'must be "comfy-proxy" or "comfyui" or "kling" or "fal"',
      VIDEO_API_BASE_URL: 'is not an http or https URL',
      TEMPORAL_HOST: 'must be host:port, without http://',
    });
  });
});
