/** The longest user, request, batch or workflow id. */
export const MAX_IDENTIFIER_LENGTH = 128;

/** The characters an id may be made of. */
export const IDENTIFIER_PATTERN = /^[A-Za-z0-9._:@-]+$/;

/** Whether a text may serve as a workflow id. */
export function isIdentifier(text: string): boolean {
  return text.length <= MAX_IDENTIFIER_LENGTH && IDENTIFIER_PATTERN.test(text);
}

/**
 * The folder, or object key prefix, that holds a job's files. Ids may be `.` or `..` or begin with a dot, which no
 * folder of ours may: a leading dot is percent-encoded, so that different ids never share a folder.
 */
export function toJobFolder(workflowId: string): string {
  if (!isIdentifier(workflowId)) throw new RangeError(`"${workflowId}" is not a workflow id`);
  return workflowId.startsWith('.') ? `%2E${workflowId.slice(1)}` : workflowId;
}

/** The workflow whose files a folder of the store holds; null when it can be none's. */
export function parseJobFolder(folder: string): string | null {
  const workflowId = folder.startsWith('%2E') ? `.${folder.slice(3)}` : folder;
  return isIdentifier(workflowId) && toJobFolder(workflowId) === folder ? workflowId : null;
}
