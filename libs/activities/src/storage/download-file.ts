import { createHash } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { Readable, Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import ky, { HTTPError } from 'ky';
import { GenerationError } from '../generation-error';
import { MISSING_FILE_STATUSES, MissingFileError } from '../missing-file-error';
import { toProviderError } from '../providers/to-provider-error';
import { isDiskError, toDiskError } from './to-disk-error';

/** What came; `size` in bytes. */
export interface Download {
  sha256: string;
  size: number;
}

export interface DownloadOptions {
  url: string;
  /** Where it goes, which is not there yet. */
  file: string;
  /** The largest file that is taken, in bytes. */
  maxBytes: number;
  /** Ends a download that nobody waits for any more. */
  signal: AbortSignal;
}

/** How long a provider may send nothing in the middle of a file, in milliseconds. */
const IDLE_LIMIT_MS = 60_000;

const tooLarge = (url: string, maxBytes: number): GenerationError =>
  new GenerationError(
    'ContractViolation',
    `GET ${url} sends more than ${maxBytes} bytes, the most that is taken`,
  );

const wrongLength = (url: string, size: number, announced: number): GenerationError =>
  new GenerationError('ServiceUnavailable', `GET ${url} announced ${announced} bytes and sent ${size}`);

/** What a download's time limits come to: the caller's signal, and an alarm that each sign of life sets back. */
function createIdleAlarm(signal: AbortSignal): {
  signal: AbortSignal;
  setBack: () => void;
  clear: () => void;
} {
  const controller = new AbortController();
  const ring = (): void => controller.abort(new DOMException('nothing came for a while', 'TimeoutError'));
  const timer = setTimeout(ring, IDLE_LIMIT_MS);
  return {
    signal: AbortSignal.any([signal, controller.signal]),
    setBack: () => timer.refresh(),
    clear: () => clearTimeout(timer),
  };
}

/** How long an answer says it is, in bytes; null when it does not, or when that is not what we get to see. */
function readAnnounced({ headers }: Response): number | null {
  const length = headers.get('content-length');
  return length === null || headers.has('content-encoding') ? null : Number(length);
}

/** What fetch's stream fails with when its connection ends in the middle. */
const isCutOff = (error: unknown): boolean => (error as Error).message === 'terminated';

async function download({ url, file, maxBytes, signal }: DownloadOptions): Promise<Download> {
  const hash = createHash('sha256');
  const alarm = createIdleAlarm(signal);
  let size = 0;
  let announced: number | null = null;
  const measure = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      alarm.setBack();
      size += chunk.length;
      hash.update(chunk);
      done(size > maxBytes ? tooLarge(url, maxBytes) : null, chunk);
    },
  });
  try {
    const headers = { 'accept-encoding': 'identity' };
    const response = await ky.get(url, { headers, retry: 0, timeout: false, signal: alarm.signal });
    if (!response.body) throw new GenerationError('ContractViolation', `GET ${url} answered nothing`);
    announced = readAnnounced(response);
    const body = Readable.fromWeb(response.body);
    if (announced !== null && announced > maxBytes) {
      body.destroy();
      throw tooLarge(url, maxBytes);
    }
    await pipeline(body, measure, createWriteStream(file, { flags: 'wx' }), { signal: alarm.signal });
  } catch (error) {
    // A connection that broke before its time is told by what is missing.
    if (isCutOff(error) && announced !== null) throw wrongLength(url, size, announced);
    throw error;
  } finally {
    alarm.clear();
  }
  if (announced !== null && announced !== size) throw wrongLength(url, size, announced);
  return { sha256: hash.digest('hex'), size };
}

/**
 * Brings a file from its provider to this machine's disk: streamed, measured, checked against the length it announced.
 * @throws GenerationError: ContractViolation for what is too large, and a MissingFileError of it for what is not there, StorageUnavailable for our own disk's
 * trouble, ServiceUnavailable for what may be better the next time
 */
export async function downloadFile(options: DownloadOptions): Promise<Download> {
  const { url } = options;
  try {
    return await download(options);
  } catch (error) {
    if (isDiskError(error)) throw toDiskError(error, 'The temporary folder (TEMP_DIR)');
    if (error instanceof HTTPError && MISSING_FILE_STATUSES.has(error.response.status)) {
      const message = `The file the provider named is not there: GET ${url} answered ${error.response.status}`;
      throw new MissingFileError('ContractViolation', message, { cause: error });
    }
    throw await toProviderError(error, `GET ${url}`);
  }
}
