import ky, { HTTPError } from 'ky';
import { GenerationError } from '../generation-error';
import { MISSING_FILE_STATUSES, MissingFileError } from '../missing-file-error';
import { tryPatiently } from '../try-patiently';
import { toProviderError } from './to-provider-error';

/** Who a picture is for. */
export interface PictureTaker {
  /** As people know it. */
  name: string;
  /** The largest picture that it takes, in bytes. */
  maxBytes: number;
}

export interface Picture {
  bytes: Buffer;
  mediaType: 'image/png' | 'image/jpeg';
}

/** How long a picture may take to arrive, in milliseconds. */
const TIMEOUT_MS = 60_000;

/** How long to wait before each further try of a picture that is not there, in milliseconds. */
const PAUSES_MS = [250, 500, 1_000];

/** How files begin. */
const BEGINNINGS = [
  ['image/png', Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])],
  ['image/jpeg', Buffer.from([0xff, 0xd8, 0xff])],
] as const;

const toProblem = (url: string, { name }: PictureTaker, problem: string): string =>
  `The picture cannot be handed to ${name}: GET ${url} ${problem}`;

const refuse = (...what: Parameters<typeof toProblem>): GenerationError =>
  new GenerationError('InvalidRequest', toProblem(...what));

async function readBytes(response: Response, url: string, taker: PictureTaker): Promise<Buffer> {
  const { name, maxBytes } = taker;
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of (response.body ?? []) as AsyncIterable<Uint8Array>) {
    size += chunk.length;
    if (size > maxBytes) {
      const advice = 'Ask for a smaller one, or put it where the internet can reach it';
      throw refuse(url, taker, `sends more than the ${maxBytes} bytes that ${name} takes. ${advice}`);
    }
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

async function download(url: string, taker: PictureTaker, signal: AbortSignal): Promise<Buffer> {
  try {
    const limit = AbortSignal.any([signal, AbortSignal.timeout(TIMEOUT_MS)]);
    const response = await ky.get(url, { retry: 0, timeout: false, redirect: 'error', signal: limit });
    return await readBytes(response, url, taker);
  } catch (error) {
    const status = error instanceof HTTPError ? error.response.status : null;
    if (status !== null && MISSING_FILE_STATUSES.has(status))
      throw new MissingFileError('InvalidRequest', toProblem(url, taker, `answered ${status}`));
    if (status !== null && status < 500 && status !== 429) throw refuse(url, taker, `answered ${status}`);
    const { type, message, retryAfterMs } = await toProviderError(error, `GET ${url}`);
    // Nothing has been asked of the provider yet, so nothing can have had its effect there.
    throw new GenerationError(type, message, { cause: error, ...(retryAfterMs && { retryAfterMs }) });
  }
}

/** Pages that ask for a login, or say sorry, come in place of pictures, and go. */
const isPage = (bytes: Buffer): boolean => /^\s*</.test(bytes.toString('latin1', 0, 64));

async function take(url: string, taker: PictureTaker, signal: AbortSignal): Promise<Picture> {
  const bytes = await download(url, taker, signal);
  const found = BEGINNINGS.find(([, beginning]) => bytes.subarray(0, beginning.length).equals(beginning));
  if (found) return { bytes, mediaType: found[0] };
  const problem = toProblem(url, taker, `is neither PNG nor JPEG, which are what ${taker.name} takes`);
  throw isPage(bytes)
    ? new MissingFileError('InvalidRequest', problem)
    : new GenerationError('InvalidRequest', problem);
}

/**
 * A picture that only we can reach, for a provider that cannot fetch it itself. Only pictures are handed on: what else
 * stands behind a private URL is nobody's business. One that is not there is asked for again, over some seconds.
 * @throws GenerationError of type InvalidRequest for what is no picture, or too large
 */
export function downloadPicture(url: string, taker: PictureTaker, signal: AbortSignal): Promise<Picture> {
  const mayPass = (error: unknown): boolean => error instanceof MissingFileError;
  return tryPatiently(() => take(url, taker, signal), { pausesMs: PAUSES_MS, mayPass, signal });
}
