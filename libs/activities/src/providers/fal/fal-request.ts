/** A request at fal. Its three paths are those that fal named, on the host that was asked. */
export interface FalRequest {
  id: string;
  /** When it was taken, in milliseconds of the Unix epoch. */
  submittedAt: number;
  statusPath: string;
  responsePath: string;
  cancelPath: string;
}

/** Where to ask is not to be made up, so that it is part of the task id: whoever goes on with a task knows no more. */
export function toFalTaskId({ id, submittedAt, statusPath, responsePath, cancelPath }: FalRequest): string {
  return [id, Math.round(submittedAt), statusPath, responsePath, cancelPath].join(' ');
}

/** Null for what is no task id of fal's. */
export function parseFalTaskId(taskId: string): FalRequest | null {
  const [id = '', submittedAt, statusPath, responsePath, cancelPath, more] = taskId.split(' ');
  if (!statusPath || !responsePath || !cancelPath || more !== undefined) return null;
  return { id, submittedAt: Number(submittedAt), statusPath, responsePath, cancelPath };
}
