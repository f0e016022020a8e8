/** A workflow id that is already used for another input. Nothing was started. */
export class ConflictError extends Error {
  override readonly name = 'ConflictError';

  constructor(readonly workflowId: string) {
    super(
      `"${workflowId}" is already used for a job with another input. Choose another request_id, or leave it out to get a new one.`,
    );
  }
}
