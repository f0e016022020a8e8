import { isGrpcServiceError, ServiceError, WorkflowNotFoundError, type Client } from '@temporalio/client';
import { NamespaceNotFoundError } from '@temporalio/common';
import { EngineMisconfiguredError } from './engine-misconfigured-error';
import { EngineUnavailableError } from './engine-unavailable-error';
import { explainLockedPayloads } from './explain-locked-payloads';
import { NotFoundError } from './not-found-error';

/** How long one call may take, in milliseconds, the client's own retries included. */
const CALL_TIMEOUT_MS = 5_000;

/** The gRPC status codes that are told apart here. */
const GRPC = {
  cancelled: 1,
  invalidArgument: 3,
  deadlineExceeded: 4,
  permissionDenied: 7,
  resourceExhausted: 8,
  /** The workflow continued as new at this moment. */
  aborted: 10,
  unimplemented: 12,
  unavailable: 14,
  unauthenticated: 16,
};

const OUT_OF_REACH: readonly number[] = [
  GRPC.cancelled,
  GRPC.deadlineExceeded,
  GRPC.resourceExhausted,
  GRPC.aborted,
  GRPC.unavailable,
];

const NOT_FOR_US: Readonly<Record<number, string>> = {
  [GRPC.permissionDenied]: 'Its key may not do this here: check the API key and TEMPORAL_NAMESPACE.',
  [GRPC.unimplemented]: 'What answers there is no Temporal server: check TEMPORAL_HOST.',
  [GRPC.unauthenticated]: 'It does not know who asks: set the API key or the certificate of the engine.',
};

const SEARCH_ATTRIBUTES_HINT =
  'Register the search attributes: temporal operator search-attribute create --name CustomProgress --type Int --name CustomTag --type KeywordList';

/** What the engine said when it refused a call. */
export interface GrpcProblem {
  code: number;
  details: string;
}

/** The engine's own words in an error of the SDK; null when it did not come from the engine. */
export function toGrpcProblem(error: unknown): GrpcProblem | null {
  if (isGrpcServiceError(error)) return { code: error.code, details: error.details || error.message };
  return error instanceof ServiceError ? toGrpcProblem(error.cause) : null;
}

/** What an error of the SDK means to the caller; errors that are not the engine's pass through unchanged. */
export function toEngineError(error: unknown, workflowId: string): unknown {
  if (error instanceof WorkflowNotFoundError) return new NotFoundError(workflowId, { cause: error });
  if (error instanceof NamespaceNotFoundError)
    return new EngineMisconfiguredError(
      `The engine has no namespace "${error.namespace}". Set TEMPORAL_NAMESPACE to one it has, or create it.`,
      { cause: error },
    );
  const problem = toGrpcProblem(error);
  if (problem === null) return explainLockedPayloads(error);
  if (OUT_OF_REACH.includes(problem.code))
    return new EngineUnavailableError(problem.details.replace(/\.(\s*Resolution note:\s*)?$/, ''), {
      cause: error,
    });
  if (problem.code === GRPC.invalidArgument && /search attribute/i.test(problem.details))
    return new EngineMisconfiguredError(`The engine refuses: ${problem.details}. ${SEARCH_ATTRIBUTES_HINT}`, {
      cause: error,
    });
  const hint = NOT_FOR_US[problem.code];
  if (hint === undefined) return error;
  return new EngineMisconfiguredError(`The engine refuses: ${problem.details}. ${hint}`, { cause: error });
}

/**
 * Calls the engine with a deadline and turns the errors of the SDK into those of this package.
 * @throws NotFoundError, EngineUnavailableError, EngineMisconfiguredError
 */
export async function callEngine<Answer>(
  client: Client,
  { workflowId, timeoutMs = CALL_TIMEOUT_MS }: { workflowId: string; timeoutMs?: number | undefined },
  call: () => Promise<Answer>,
): Promise<Answer> {
  try {
    return await client.withDeadline(Date.now() + timeoutMs, call);
  } catch (error) {
    throw toEngineError(error, workflowId);
  }
}
