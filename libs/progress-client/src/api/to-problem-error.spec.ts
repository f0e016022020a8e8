import { toProblemError, type Refusal } from './to-problem-error';

const refusal: Refusal = {
  status: 404,
  detail: 'There is no workflow "job-1".',
  problems: [],
  retryAfterSeconds: null,
  request: 'GET http://api/workflows/job-1/progress',
  workflowId: 'job-1',
};

describe('toProblemError', () => {
  it.each([
    [400, 'InvalidRequestError', 'InvalidRequest'],
    [401, 'UnauthorizedError', 'Unauthorized'],
    [404, 'NotFoundError', 'NotFound'],
    [409, 'ConflictError', 'Conflict'],
    [422, 'InvalidRequestError', 'InvalidRequest'],
    [429, 'RateLimitedError', 'RateLimited'],
    [500, 'ContractViolationError', 'ContractViolation'],
    [502, 'ContractViolationError', 'ContractViolation'],
    [503, 'ServiceUnavailableError', 'ServiceUnavailable'],
    [504, 'TimedOutError', 'TimedOut'],
  ])('makes %i a %s in the words of the API', (status, name, type) => {
    expect(toProblemError({ ...refusal, status })).toMatchObject({
      name,
      type,
      message: `There is no workflow "job-1". (GET http://api/workflows/job-1/progress answered ${status})`,
    });
  });

  it('takes what is no problem document for the answer of another server, or of a proxy', () => {
    const without = { ...refusal, detail: null };
    expect(toProblemError(without)).toMatchObject({ name: 'ContractViolationError' });
    expect(toProblemError({ ...without, status: 502 })).toMatchObject({ name: 'ServiceUnavailableError' });
    expect(toProblemError({ ...without, status: 429, retryAfterSeconds: 3 })).toMatchObject({
      name: 'RateLimitedError',
      retryAfterSeconds: 3,
    });
  });
});
