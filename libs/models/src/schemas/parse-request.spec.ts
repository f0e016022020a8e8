import type { JobKind } from '../job-kind';
import { jobStatusSchema } from './job-status';
import { parseRequest } from './parse-request';
import { InvalidInputError } from './parse-with';

const minimal = { prompt: 'a red fox', user_id: 'ann' };

const problemsOf = (kind: JobKind, value: unknown): Record<string, string> => {
  try {
    parseRequest(kind, value, { unknownFields: 'refuse' });
  } catch (error) {
    if (!(error instanceof InvalidInputError)) throw error;
    return Object.fromEntries(error.problems.map(({ field, problem }) => [field, problem]));
  }
  return {};
};

describe('parseRequest', () => {
  it('fills in the defaults of a video', () => {
    expect(parseRequest('video', minimal)).toEqual({
      request_id: null,
      type: 'video',
      ...minimal,
      duration: 10,
      resolution: '1920x1080',
      fps: 30,
      style: 'realistic',
      webhook_url: null,
      metadata: {},
    });
  });

  it('fills in the defaults of pictures', () => {
    expect(parseRequest('image', minimal)).toEqual({
      request_id: null,
      type: 'image',
      ...minimal,
      width: 1024,
      height: 1024,
      style: 'photorealistic',
      num_images: 1,
      webhook_url: null,
      metadata: {},
    });
  });

  it.each([
    ['video', { resolution: '9x9' }, { resolution: expect.stringContaining('WIDTHxHEIGHT') }],
    ['video', { resolution: '1920x5000' }, { resolution: expect.stringContaining('64 to 4096') }],
    ['video', { fps: 0 }, { fps: 'must be at least 1' }],
    ['video', { fps: 61 }, { fps: 'must be at most 60' }],
    ['video', { duration: 61 }, { duration: 'must be at most 60' }],
    ['video', { type: 'image' }, { type: 'must be "video"' }],
    ['video', { width: 64 }, { width: 'is not a known field' }],
    ['image', { num_images: 0 }, { num_images: 'must be at least 1' }],
    ['image', { num_images: 10 }, { num_images: 'must be at most 9' }],
    ['image', { fps: 30 }, { fps: 'is not a known field' }],
    ['image', { type: 'video', width: 1 }, { type: 'must be "image"', width: 'must be at least 64' }],
  ] as const)('names what is wrong with a request for a %s: %j', (kind, change, expected) => {
    expect(problemsOf(kind, { ...minimal, ...change })).toEqual(expected);
  });

  it('accepts its own output again', () => {
    for (const kind of ['job', 'video', 'image'] as const) {
      const once = parseRequest(kind, minimal);
      expect(parseRequest(kind, once, { unknownFields: 'refuse' })).toEqual(once);
    }
  });
});

describe('a status', () => {
  it.each(['job', 'video', 'image'] as const)('shows the input of a %s in its own shape', (kind) => {
    const job_input = parseRequest(kind, minimal);
    expect(jobStatusSchema.shape.job_input.parse(job_input)).toEqual(job_input);
  });
});
