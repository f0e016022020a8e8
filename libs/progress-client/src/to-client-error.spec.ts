import { ServiceError } from '@temporalio/client';
import { toClientError } from './to-client-error';

const refuse = (code: number, details: string): ServiceError =>
  new ServiceError('Failed', { cause: Object.assign(new Error(details), { code, details, metadata: {} }) });

describe('toClientError', () => {
  it.each([
    [3, 'InvalidRequestError', 'InvalidRequest'],
    [7, 'UnauthorizedError', 'Unauthorized'],
    [16, 'UnauthorizedError', 'Unauthorized'],
    [13, 'ContractViolationError', 'ContractViolation'],
  ])('makes gRPC status %i a %s', (code, name, type) => {
    const error = refuse(code, 'Not like this.');
    expect(toClientError(error)).toMatchObject({
      name,
      type,
      message: expect.stringContaining('The engine (Temporal) refuses: Not like this.'),
      cause: error,
    });
  });

  it('lets everything else pass', () => {
    const bug = new TypeError('undefined is not a function');
    expect(toClientError(bug)).toBe(bug);
  });
});
