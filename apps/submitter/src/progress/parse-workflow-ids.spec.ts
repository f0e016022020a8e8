import { EXIT_STATUS, UserFacingError } from '@genvideo/runtime';
import { parseWorkflowId, parseWorkflowIds } from './parse-workflow-ids';

/** What a reader says of a text that it refuses. */
const refusalOf = (read: (text: string) => unknown, text: string): string => {
  try {
    read(text);
  } catch (error) {
    if (error instanceof UserFacingError && error.exitStatus === EXIT_STATUS.usage) return error.message;
    throw error;
  }
  return '';
};

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
    expect(refusalOf(parseWorkflowId, text)).toMatch(message);
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
    expect(refusalOf(parseWorkflowIds, text)).toMatch(message);
  });
});
