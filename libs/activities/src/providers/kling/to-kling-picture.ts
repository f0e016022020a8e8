import ky, { HTTPError } from 'ky';
import { GenerationError } from '../../generation-error';
import { toProviderError } from '../to-provider-error';
import { isPublicUrl } from './is-public-url';

/** The largest picture that Kling takes, in bytes. */
const MAX_BYTES = 10 * 1024 * 1024;

/** How long a picture may take to arrive, in milliseconds. */
const TIMEOUT_MS = 60_000;

/** How the two kinds of files begin that Kling takes. */
const BEGINNINGS = [
  Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
  Buffer.from([0xff, 0xd8, 0xff]),
];

const isPicture = (bytes: Buffer): boolean =>
  BEGINNINGS.some((beginning) => bytes.subarray(0, beginning.length).equals(beginning));

const refuse = (url: string, problem: string): GenerationError =>
  new GenerationError('InvalidRequest', `The picture cannot be handed to Kling: GET ${url} ${problem}`);

async function readBytes(response: Response, url: string): Promise<Buffer> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of (response.body ?? []) as AsyncIterable<Uint8Array>) {
    size += chunk.length;
    if (size > MAX_BYTES) {
      const advice = 'Ask for a smaller one, or put it where the internet can reach it';
      throw refuse(url, `sends more than the ${MAX_BYTES} bytes that Kling takes. ${advice}`);
    }
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

async function download(url: string, signal: AbortSignal): Promise<Buffer> {
  try {
    const limit = AbortSignal.any([signal, AbortSignal.timeout(TIMEOUT_MS)]);
    const response = await ky.get(url, { retry: 0, timeout: false, redirect: 'error', signal: limit });
    return await readBytes(response, url);
  } catch (error) {
    if (error instanceof HTTPError && error.response.status < 500 && error.response.status !== 429)
      throw refuse(url, `answered ${error.response.status}`);
    const { type, message, retryAfterMs } = await toProviderError(error, `GET ${url}`);
    // Nothing has been asked of Kling yet, so nothing can have had its effect there.
    throw new GenerationError(type, message, { cause: error, ...(retryAfterMs && { retryAfterMs }) });
  }
}

/**
 * A picture as Kling takes it: the URL of one that Kling can reach, and the picture itself, in base64, of one that only
 * we can. Only pictures are handed on: what else stands behind a private URL is nobody's business.
 */
export async function toKlingPicture(url: string, signal: AbortSignal): Promise<string> {
  if (await isPublicUrl(url)) return url;
  const bytes = await download(url, signal);
  if (!isPicture(bytes)) throw refuse(url, 'is neither PNG nor JPEG, which are what Kling takes');
  return bytes.toString('base64');
}
