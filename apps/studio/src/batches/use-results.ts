import type { BatchLine } from '@genvideo/progress-client';
import { ticket } from '../media/ticket';
import { toOwnUrl } from '../media/to-own-url';
import { BASE_URL } from '../server/base-url';
import { useAnswer } from '../server/use-answer';
import { parseLines } from './parse-lines';

/** How much of the file is read, in bytes: some thousand lines. */
const MOST_BYTES = 2 * 1024 * 1024;

/** How often the file of a running batch is read, in milliseconds. */
const READ_MS = 4_000;

/** Where a batch's results can be downloaded; null while that is not known. */
export function toResultsUrl(
  url: string | null,
  query: Readonly<Record<string, string>> = {},
): string | null {
  const state = ticket.value;
  if (url === null || state.state === 'awaited') return null;
  return toOwnUrl(url, BASE_URL, { ...query, ticket: state.state === 'there' ? state.ticket : null });
}

const read = async (url: string, signal: AbortSignal): Promise<readonly BatchLine[]> => {
  const response = await fetch(url, {
    headers: { range: `bytes=0-${MOST_BYTES - 1}` },
    signal,
    cache: 'no-store',
  });
  // Nothing has ended yet: there is no file, or nothing in it.
  if (response.status === 404 || response.status === 416) return [];
  if (!response.ok) throw new Error(`${response.status} ${response.statusText}`);
  const text = await response.text();
  return parseLines(response.status === 206 ? text : text.slice(0, MOST_BYTES));
};

/** How the items of a batch ended, as far as they have and as far as they are read. Null until they were. */
export function useResults(url: string | null, isOver: boolean): readonly BatchLine[] | null {
  const own = toResultsUrl(url);
  const { value } = useAnswer(
    `results ${url ?? ''} ${isOver}`,
    (_server, signal) => read(own ?? '', signal),
    {
      when: own !== null,
      ...(isOver ? {} : { everyMs: READ_MS }),
    },
  );
  return value;
}
