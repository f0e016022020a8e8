import type { BatchSubmission } from '../job-access';
import type { ApiRequest } from './api-request';

/** What fits into a body of JSON, in characters: the API takes 256 KB, and a character may have several bytes. */
const MAX_JSON_LENGTH = 64 * 1024;

/** A batch as it goes to the API: in JSON, or one item a line with the settings in the URL where it is long. */
export function toBatchRequest(batch: BatchSubmission, signal: AbortSignal): ApiRequest {
  const request = { method: 'POST', workflowId: batch.batch_id, signal } as const;
  const { requests, ...settings } = batch;
  const isShort = requests === undefined || JSON.stringify(requests).length <= MAX_JSON_LENGTH;
  if (isShort) return { ...request, path: '/batches', body: batch };
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(settings))
    if (value !== undefined && value !== null) query.set(name, String(value));
  return { ...request, path: `/batches?${query.toString()}`, lines: requests };
}
