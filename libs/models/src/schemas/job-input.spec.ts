import { InvalidInputError, parseJobInput } from './parse-job-input';

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
    ['an unknown field', { promt: 'x' }, { promt: 'is not a known field' }],
  ])('names %s', (_title, change, expected) => {
    expect(problemsOf({ ...minimal, ...change })).toEqual(expected);
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
