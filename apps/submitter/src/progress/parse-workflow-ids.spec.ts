import { parseWorkflowId, parseWorkflowIds } from './parse-workflow-ids';

const usage = (message: string | RegExp) =>
  expect.objectContaining({ exitStatus: 2, message: expect.stringMatching(message) });

describe('parseWorkflowId', () => {
  it('takes what the engine knows jobs by', () => {
    expect(parseWorkflowId('limiter:generation-queue')).toBe('limiter:generation-queue');
  });

  it.each([
    ['', /is empty/],
    ['a b', /"a b" is not a workflow id. An id has 1 to 128 characters/],
    ['../x', /letters, digits and/],
    ['x'.repeat(10_000), /^"x{59}…" is not/],
  ])('refuses %j', (text, message) => {
    expect(() => parseWorkflowId(text)).toThrow(usage(message));
  });
});

describe('parseWorkflowIds', () => {
  it('takes each id once, in the order given', () => {
    expect(parseWorkflowIds('b,a, c,b')).toEqual(['b', 'a', 'c']);
  });

  it.each([
    ['', /id 1 of 1 is empty/],
    ['a,,b', /id 2 of 3 is empty/],
    ['a,', /id 2 of 2 is empty/],
    ['a,b/c', /"b\/c" is not/],
  ])('refuses %j', (text, message) => {
    expect(() => parseWorkflowIds(text)).toThrow(usage(message));
  });
});
