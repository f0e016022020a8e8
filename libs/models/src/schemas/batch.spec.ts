import { batchQuerySchema, batchRequestSchema, batchSettingsSchema, batchStartSchema } from './batch';
import { parseBatchItem } from './parse-batch-item';
import { InvalidInputError, parseWith } from './parse-with';

const image = { type: 'image', prompt: 'a red fox', user_id: 'ann' };
const video = { type: 'video', prompt: 'a red fox runs', user_id: 'ann' };

const problemsOf = (run: () => unknown): Record<string, string> => {
  try {
    run();
  } catch (error) {
    if (!(error instanceof InvalidInputError)) throw error;
    return Object.fromEntries(error.problems.map(({ field, problem }) => [field, problem]));
  }
  return {};
};
const refused = (batch: unknown) => problemsOf(() => parseWith(batchRequestSchema, batch));

describe('batchRequestSchema', () => {
  it('fills in defaults, those of mixed items included', () => {
    expect(parseWith(batchRequestSchema, { requests: [image, video] })).toMatchObject({
      batch_id: null,
      processing_strategy: 'parallel',
      max_concurrent: 3,
      fail_fast: false,
      dedupe: false,
      requests: [
        { type: 'image', num_images: 1 },
        { type: 'video', fps: 30 },
      ],
    });
  });

  it('runs one at a time when sequential, and refuses a window of more', () => {
    const sequential = { processing_strategy: 'sequential', requests: [image] };
    expect(parseWith(batchRequestSchema, sequential)).toMatchObject({ max_concurrent: 1 });
    expect(parseWith(batchRequestSchema, { ...sequential, max_concurrent: 1 })).toMatchObject({
      max_concurrent: 1,
    });
    expect(refused({ ...sequential, max_concurrent: 5 })).toEqual({
      max_concurrent: expect.stringMatching(/sequential.*one item at a time/),
    });
  });

  it('names every bad item and what is wrong with it', () => {
    expect(
      refused({ requests: [image, { ...image, prompt: ' ' }, { type: 'gif' }, { ...video, colour: 'red' }] }),
    ).toEqual({
      'requests[1].prompt': 'is empty',
      'requests[2].type': 'must be "image" or "video"',
      'requests[3].colour': 'is not a known field',
    });
  });

  it('refuses none, too many, both ways at once, and an id that is there twice', () => {
    expect(refused({ requests: [] })).toEqual({ requests: 'is empty; a batch has at least 1 item' });
    expect(refused({})).toEqual({ requests: expect.stringMatching(/one of the two/) });
    expect(refused({ requests: [image], requests_url: 'http://a/b' })).toEqual({
      requests: expect.stringMatching(/one of the two/),
    });
    const twice = { ...image, request_id: 'x' };
    expect(refused({ requests: [twice, image, twice] })).toEqual({
      'requests[2].request_id': expect.stringMatching(/requests\[0\], too/),
    });
  });
});

describe('batchStartSchema', () => {
  it('leaves bad items to themselves, but not the number of them', () => {
    expect(parseWith(batchStartSchema, { requests: [image, 'no item'], later: 1 })).toMatchObject({
      requests: [image, 'no item'],
    });
    const many = Array.from({ length: 100_001 }, () => 0);
    expect(problemsOf(() => parseWith(batchStartSchema, { requests: many }))).toEqual({
      requests: 'has more items than the 100000 that a batch may have',
    });
    expect(problemsOf(() => parseWith(batchStartSchema, { requests: [] }))).toEqual({
      requests: 'is empty; a batch has at least 1 item',
    });
  });
});

describe('batchQuerySchema', () => {
  it('reads settings out of words', () => {
    const query = parseWith(batchQuerySchema, { max_concurrent: '20', dedupe: 'true' });
    expect(parseWith(batchSettingsSchema, query)).toMatchObject({ max_concurrent: 20, dedupe: true });
    expect(
      problemsOf(() => parseWith(batchQuerySchema, { max_concurrent: 'ten', dedupe: 'perhaps' })),
    ).toEqual({ max_concurrent: expect.any(String), dedupe: expect.any(String) });
  });
});

describe('parseBatchItem', () => {
  it.each([
    ['a text', { '(whole)': 'must be an object' }],
    [{ prompt: 'a' }, { type: 'must be "image" or "video"' }],
    [{ type: 'image' }, { prompt: 'is missing', user_id: 'is missing' }],
  ])('says what is wrong with %j', (value, problems) => {
    expect(problemsOf(() => parseBatchItem(value))).toEqual(problems);
  });
});
