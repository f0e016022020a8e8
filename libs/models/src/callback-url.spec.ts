import { parseCallbackQuery, toCallbackUrl, toFalCallback } from './callback-url';

const key = { workflowId: 'job:1@x', stage: 'video', attempt: 2 } as const;
const secret = 's3cret';

const queryOf = (url: string): Record<string, string> => Object.fromEntries(new URL(url).searchParams);

describe('callback URL', () => {
  const url = toCallbackUrl(key, { baseUrl: 'http://127.0.0.1:8000/prefix/', secret });

  it('leads to the callback route below the base URL', () => {
    expect(new URL(url).pathname).toBe('/prefix/callback/kling');
  });

  it('leads to the route for fal where fal is given it, and is the same otherwise', () => {
    const { pathname, search } = new URL(toFalCallback(url));
    expect([pathname, search]).toEqual(['/prefix/callback/fal', new URL(url).search]);
  });

  it('names its submission to whoever knows the secret', () => {
    expect(parseCallbackQuery(queryOf(url), secret)).toEqual(key);
  });

  it.each([
    ['another workflow', { workflow_id: 'job:2@x' }],
    ['another attempt', { attempt: '3' }],
    ['another stage', { stage: 'image' }],
    ['no stage', { stage: 'sound' }],
    ['a token of another length', { token: 'x' }],
    ['an attempt that is no number', { attempt: 'two' }],
  ])('does not accept its token for %s', (_title, change) => {
    expect(parseCallbackQuery({ ...queryOf(url), ...change }, secret)).toBeNull();
  });

  it('does not accept a token made with another secret', () => {
    expect(parseCallbackQuery(queryOf(url), 'other')).toBeNull();
  });
});
