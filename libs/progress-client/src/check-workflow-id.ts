import { InvalidRequestError } from './invalid-request-error';

/** @throws InvalidRequestError when there is nothing to ask for */
export function checkWorkflowId(workflowId: string): string {
  if (typeof workflowId === 'string' && workflowId.trim() !== '') return workflowId;
  throw new InvalidRequestError('The workflow id is empty. Give the id that the job was submitted under.');
}
