import { toGrpcProblem } from './call-engine';
import { ContractViolationError } from './contract-violation-error';
import { InvalidRequestError } from './invalid-request-error';
import { UnauthorizedError } from './unauthorized-error';

/** The gRPC status codes that are told apart here. */
const GRPC = { invalidArgument: 3, permissionDenied: 7, unauthenticated: 16 };

/** What the engine refused for a reason of no other error, as a typed one; errors that are not the engine's pass through. */
export function toClientError(error: unknown): unknown {
  const problem = toGrpcProblem(error);
  if (problem === null) return error;
  const message = `The engine (Temporal) refuses: ${problem.details.replace(/\.$/, '')}.`;
  switch (problem.code) {
    case GRPC.invalidArgument:
      return new InvalidRequestError(message, { cause: error });
    case GRPC.permissionDenied:
    case GRPC.unauthenticated:
      return new UnauthorizedError(`${message} Check the API key and the TLS settings.`, { cause: error });
    default:
      return new ContractViolationError(message, { cause: error });
  }
}
