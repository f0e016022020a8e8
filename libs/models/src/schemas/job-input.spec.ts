import { imageRequestSchema, videoRequestSchema } from './generation-request';
import { parseJobInput } from './parse-request';
import { InvalidInputError } from './parse-with';

const minimal = { prompt: 'a red fox', user_id: 'ann' };

const problemsOf = (
  value: unknown,
  unknownFields: 'refuse' | 'ignore' = 'refuse',
): Record<string, string> => {
  try {
    parseJobInput(value, { unknownFields });
  } catch (error) {
    if (!(error instanceof InvalidInputError)) throw error;
    return Object.fromEntries(error.problems.map(({ field, problem }) => [field, problem]));
  }
  return {};
};

/** Objects and arrays in one another, so many levels deep. */
const nest = (levels: number): unknown =>
  JSON.parse(`${'{"a":['.repeat(levels / 2)}${']}'.repeat(levels / 2)}`);

describe('parseJobInput', () => {
  it('fills in every default, so that each field is present', () => {
    expect(parseJobInput(minimal)).toEqual({
      prompt: 'a red fox',
      style: 'realistic',
      job_type: 'video',
      width: 1024,
      height: 1024,
      duration: 5,
      user_id: 'ann',
      metadata: {},
      priority: 3,
      image_url: null,
      webhook_url: null,
      request_id: null,
    });
  });

  it('accepts its own output again', () => {
    const once = parseJobInput(minimal);
    expect(parseJobInput(once, { unknownFields: 'refuse' })).toEqual(once);
  });

  it('trims the prompt and counts code points, not UTF-16 units', () => {
    expect(parseJobInput({ ...minimal, prompt: `  ${'🦊'.repeat(2500)}\n` }).prompt).toBe('🦊'.repeat(2500));
    expect(problemsOf({ ...minimal, prompt: '🦊'.repeat(2501) })).toEqual({
      prompt: 'has 2501 characters, at most 2500 are allowed',
    });
  });

  it.each([
    ['an empty prompt', { prompt: '  ' }, { prompt: 'is empty' }],
    ['control characters', { prompt: 'a\u0007b' }, { prompt: expect.stringContaining('control characters') }],
    ['a prompt of another type', { prompt: 7 }, { prompt: 'must be a string, not the number 7' }],
    ['a missing user', { user_id: undefined }, { user_id: 'is missing' }],
    ['width 0', { width: 0 }, { width: 'must be at least 64' }],
    ['a width of 4097', { width: 4097 }, { width: 'must be at most 4096' }],
    ['half a pixel', { height: 64.5 }, { height: 'must be a whole number, not the number 64.5' }],
    ['a negative duration', { duration: -1 }, { duration: 'must be at least 1' }],
    ['another job type', { job_type: 'sound' }, { job_type: 'must be "image" or "video"' }],
    ['a user id with blanks', { user_id: 'a b' }, { user_id: expect.stringContaining('letters, digits') }],
    ['a URL of another protocol', { image_url: 'ftp://a/b' }, { image_url: expect.stringContaining('http') }],
    [
      'metadata over 16 KiB',
      { metadata: { a: 'x'.repeat(16384) } },
      { metadata: expect.stringContaining('bytes') },
    ],
    [
      'metadata of 4,500 levels',
      { metadata: nest(4_500) },
      { metadata: 'is nested deeper than 32 levels, which is the most that is allowed' },
    ],
    [
      'the id of a limiter',
      { request_id: 'limiter:generation-queue' },
      { request_id: 'begins with "limiter:", as the ids of limiters do; choose another' },
    ],
    ['the id .', { request_id: '.' }, { request_id: expect.stringContaining('URLs') }],
    ['the id ..', { request_id: '..' }, { request_id: expect.stringContaining('URLs') }],
    ['an unknown field', { promt: 'x' }, { promt: 'is not a known field' }],
  ])('names %s', (_title, change, expected) => {
    expect(problemsOf({ ...minimal, ...change })).toEqual(expected);
  });

  it('takes metadata of 32 levels, and ids that only look like reserved ones', () => {
    expect(problemsOf({ ...minimal, metadata: nest(32) })).toEqual({});
    expect(problemsOf({ ...minimal, metadata: { a: nest(32) } })).toHaveProperty('metadata');
    for (const request_id of ['limiter', 'a:limiter:b', '...', '.a', '..a'])
      expect(problemsOf({ ...minimal, request_id })).toEqual({});
  });

  it.each([imageRequestSchema, videoRequestSchema])('holds requests of one stage to the same', (schema) => {
    const type = schema.shape.type.parse(undefined);
    const request = { type, ...minimal };
    expect(schema.safeParse(request).success).toBe(true);
    for (const change of [{ metadata: nest(4_500) }, { request_id: 'limiter:a' }])
      expect(schema.safeParse({ ...request, ...change }).success).toBe(false);
  });

  it('names every bad field at once', () => {
    expect(Object.keys(problemsOf({ prompt: '', width: 1, duration: 'x' })).sort()).toEqual([
      'duration',
      'prompt',
      'user_id',
      'width',
    ]);
  });

  it('ignores unknown fields where a newer caller may send them', () => {
    expect(problemsOf({ ...minimal, from_the_future: 1 }, 'ignore')).toEqual({});
  });

  it('refuses an image job that starts from an image', () => {
    expect(problemsOf({ ...minimal, job_type: 'image', image_url: 'http://a/b.png' })).toEqual({
      image_url: expect.stringContaining('nothing to make'),
    });
  });

  it('says what is wrong with a value that is no object', () => {
    expect(problemsOf('hello')).toEqual({ '(whole)': 'must be an object, not a string' });
    expect(problemsOf([])).toEqual({ '(whole)': 'must be an object, not an array' });
  });
});
