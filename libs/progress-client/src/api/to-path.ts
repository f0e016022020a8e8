import { checkWorkflowId } from '../check-workflow-id';
import { InvalidRequestError } from '../invalid-request-error';

const toSegment = (id: string): string => {
  // URLs drop such segments, encoded or not, and another route would answer.
  if (id === '.' || id === '..')
    throw new InvalidRequestError(`"${id}" cannot be asked for over HTTP. Ask the engine directly.`);
  return encodeURIComponent(id);
};

/** The path of a job's route. @throws InvalidRequestError for what no URL can name */
export function toWorkflowPath(workflowId: string, what: string): string {
  return `/workflows/${toSegment(checkWorkflowId(workflowId))}/${what}`;
}

/** The path of a batch, or of one of its routes. @throws InvalidRequestError for what no URL can name */
export function toBatchPath(batchId: string, what?: string): string {
  const path = `/batches/${toSegment(checkWorkflowId(batchId))}`;
  return what === undefined ? path : `${path}/${what}`;
}

/** What is asked for as the query of a URL, what is not left out; with its question mark where there is any. */
export function toQuery(filters: object): string {
  const given = Object.entries(filters)
    .filter(([, value]) => value !== undefined && value !== null)
    .map(([name, value]): [string, string] => [name, String(value)]);
  return given.length === 0 ? '' : `?${new URLSearchParams(given).toString()}`;
}
