import { toCombinedExit, toErrorExit, toStandingExit } from './to-exit-status';

describe('toStandingExit', () => {
  it.each([
    ['pending', 'RUNNING', 0],
    ['running', 'RUNNING', 0],
    ['retrying', 'RUNNING', 0],
    ['running', 'CONTINUED_AS_NEW', 0],
    ['completed', 'COMPLETED', 0],
    ['completed', 'RUNNING', 0],
    ['failed', 'FAILED', 1],
    ['failed', 'RUNNING', 1],
    ['cancelled', 'CANCELED', 1],
    ['cancelled', 'COMPLETED', 1],
    ['running', 'TERMINATED', 1],
    ['running', 'TIMED_OUT', 1],
  ] as const)('makes of a job that is %s, its workflow %s: %d', (status, workflowStatus, exit) => {
    expect(toStandingExit({ status, workflowStatus })).toBe(exit);
  });
});

describe('toErrorExit', () => {
  it.each([
    ['NotFound', 1],
    ['InvalidRequest', 2],
    ['ServiceUnavailable', 3],
    ['TimedOut', 3],
    ['RateLimited', 3],
    ['Unauthorized', 3],
    ['ContractViolation', 3],
  ] as const)('makes of %s: %d', (type, exit) => {
    expect(toErrorExit(type)).toBe(exit);
  });
});

describe('toCombinedExit', () => {
  it.each([
    [[], 0],
    [[0, 0], 0],
    [[0, 3], 3],
    [[3, 1, 0], 1],
    [[1, 2], 2],
  ] as const)('makes of %j: %d', (statuses, exit) => {
    expect(toCombinedExit(statuses)).toBe(exit);
  });
});
