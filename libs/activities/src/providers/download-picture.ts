import ky, { HTTPError } from 'ky';
import { GenerationError } from '../generation-error';
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

/** How files begin. */
const BEGINNINGS = [
  ['image/png', Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])],
  ['image/jpeg', Buffer.from([0xff, 0xd8, 0xff])],
] as const;

const refuse = (url: string, { name }: PictureTaker, problem: string): GenerationError =>
  new GenerationError('InvalidRequest', `The picture cannot be handed to ${name}: GET ${url} ${problem}`);

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
    if (error instanceof HTTPError && error.response.status < 500 && error.response.status !== 429)
      throw refuse(url, taker, `answered ${error.response.status}`);
    const { type, message, retryAfterMs } = await toProviderError(error, `GET ${url}`);
    // Nothing has been asked of the provider yet, so nothing can have had its effect there.
    throw new GenerationError(type, message, { cause: error, ...(retryAfterMs && { retryAfterMs }) });
  }
}

/**
 * A picture that only we can reach, for a provider that cannot fetch it itself. Only pictures are handed on: what else
 * stands behind a private URL is nobody's business.
 * @throws GenerationError of type InvalidRequest for what is no picture, or too large
 */
export async function downloadPicture(
  url: string,
  taker: PictureTaker,
  signal: AbortSignal,
): Promise<Picture> {
  const bytes = await download(url, taker, signal);
  const found = BEGINNINGS.find(([, beginning]) => bytes.subarray(0, beginning.length).equals(beginning));
  if (!found) throw refuse(url, taker, `is neither PNG nor JPEG, which are what ${taker.name} takes`);
  return { bytes, mediaType: found[0] };
}
