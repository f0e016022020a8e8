import type { FieldProblem } from '@genvideo/models/schemas';
import type { ClientError } from '../client-error';
import { ConflictError } from '../conflict-error';
import { ContractViolationError } from '../contract-violation-error';
import { InvalidRequestError } from '../invalid-request-error';
import { NotFoundError } from '../not-found-error';
import { RateLimitedError } from '../rate-limited-error';
import { ServiceUnavailableError } from '../service-unavailable-error';
import { TimedOutError } from '../timed-out-error';
import { UnauthorizedError } from '../unauthorized-error';

/** An answer of the API that is not the wanted one. */
export interface Refusal {
  status: number;
  /** What the API says is wrong; null when the answer was no problem document. */
  detail: string | null;
  /** What is wrong with which field, as far as it says so. */
  problems: readonly FieldProblem[];
  retryAfterSeconds: number | null;
  /** What was asked, for people. */
  request: string;
  workflowId: string;
}

/** Only the API itself tells these: without a problem document it was another server that answered so. */
const toErrorOfApi = (message: string, { status, workflowId, problems }: Refusal): ClientError => {
  switch (status) {
    case 404:
      return new NotFoundError(workflowId, { message });
    case 409:
      return new ConflictError(workflowId, { message });
    case 400:
    case 405:
    case 413:
    case 415:
    case 422:
      return new InvalidRequestError(message, { problems });
    default:
      return new ContractViolationError(message);
  }
};

/** A refusal as the typed error it stands for, in the API's own words where it has some. */
export function toProblemError(refusal: Refusal): ClientError {
  const { status, detail, retryAfterSeconds, request } = refusal;
  const told = detail ?? 'The answer does not say why.';
  const message = `${told} (${request} answered ${status})`;
  switch (status) {
    case 401:
    case 403:
      return new UnauthorizedError(message);
    case 429:
      return new RateLimitedError(message, { retryAfterSeconds });
    case 503:
      return new ServiceUnavailableError(message, { retryAfterSeconds });
    case 504:
      return new TimedOutError(message);
    default:
      break;
  }
  if (detail !== null) return toErrorOfApi(message, refusal);
  // What a proxy says when the API behind it is gone.
  if (status === 502) return new ServiceUnavailableError(message, { retryAfterSeconds });
  return new ContractViolationError(
    `${request} answered ${status} without a problem document. Check that the URL is that of a GenVideo API.`,
  );
}
