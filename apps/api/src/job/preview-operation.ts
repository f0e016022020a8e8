import { Readable, Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { Response } from 'express';
import type { Storage } from '@genvideo/activities/storage';
import type { Caller } from '../auth/caller';
import { rawOperation, type Operation } from '../operation/operation';
import { ProblemError } from '../problem';
import type { ProgressHub } from '../watch/progress-hub';
import { checkVisible } from './check-visible';
import { workflowPath } from './job-schemas';

/** How long the image service may take to begin its answer, in milliseconds, and how large a picture may be, in bytes. */
const PATIENCE_MS = 10_000;
const MAX_BYTES = 64 * 1_024 * 1_024;

/** The pictures that are shown; no others, nor anything that a browser would run. */
const PICTURE = /^image\/(png|jpeg|webp|gif)\b/;

/** What a picture may do that a browser shows as a page of its own: nothing. */
const POLICY = "sandbox; default-src 'none'";

const previewContract = {
  id: 'getPreview',
  method: 'get',
  path: '/workflows/{workflow_id}/preview',
  tag: 'Assets',
  summary: "The picture that a job's video is made from, as soon as it exists",
  description:
    'Handed on from the image service before it is stored, and 404 before it exists, or where it lies on another host than IMAGE_API_BASE_URL. Of a job that has ended, its result names the files. Browsers use `?ticket=` of POST /tickets.',
  access: 'key_or_ticket',
  asksEngine: true,
  parameters: { path: workflowPath },
  answers: {
    200: { description: 'The picture.', mediaType: 'image/*' },
    302: { description: 'It has been stored.', headers: { Location: 'Where.' } },
  },
  problems: ['NotFound'],
} as const;

const noPicture = (workflowId: string): ProblemError =>
  new ProblemError(
    'NotFound',
    `There is no picture of "${workflowId}" to be shown: it has not been made yet, or lies on a host that this API does not fetch from. The result names the files when the job has ended.`,
  );

const toOrigins = (baseUrls: string): Set<string> =>
  new Set(baseUrls.split(',').map((url) => new URL(url.trim()).origin));

/** The picture at the service; null where it is no picture, is too large, or is not to be had. */
async function fetchPicture(url: string, signal: AbortSignal): Promise<globalThis.Response | null> {
  try {
    const answer = await fetch(url, {
      redirect: 'error',
      signal: AbortSignal.any([signal, AbortSignal.timeout(PATIENCE_MS)]),
    });
    const isPicture = PICTURE.test(answer.headers.get('content-type') ?? '');
    const isSmall = Number(answer.headers.get('content-length') ?? 0) <= MAX_BYTES;
    if (answer.ok && isPicture && isSmall) return answer;
    await answer.body?.cancel();
    return null;
  } catch {
    return null;
  }
}

const createByteLimit = (): Transform => {
  let bytes = 0;
  return new Transform({
    transform(chunk: Buffer, _encoding, done) {
      bytes += chunk.length;
      done(bytes > MAX_BYTES ? new Error('The picture is too large') : null, chunk);
    },
  });
};

async function sendPicture(response: Response, picture: globalThis.Response): Promise<void> {
  response.set({
    'Content-Type': picture.headers.get('content-type') ?? '',
    'Content-Security-Policy': POLICY,
    'Cross-Origin-Resource-Policy': 'cross-origin',
  });
  const body = Readable.fromWeb(picture.body as Parameters<typeof Readable.fromWeb>[0]);
  // Once it has begun, breaking off is all that says that it is not whole.
  await pipeline(body, createByteLimit(), response).catch(() => response.destroy());
}

/** Below whatever prefix the API stands; the ticket goes along. */
const toAssetPath = (key: string, url: string): string => {
  const query = url.includes('?') ? url.slice(url.indexOf('?')) : '';
  return `../../assets/${key.split('/').map(encodeURIComponent).join('/')}${query}`;
};

export interface PreviewOptions {
  hub: Pick<ProgressHub, 'read'>;
  storage: Pick<Storage, 'toKey'>;
  /** IMAGE_API_BASE_URL: one, or several with commas between them. */
  imageBaseUrls: string;
}

/** `GET /workflows/{workflow_id}/preview`. */
export function createPreviewOperation({ hub, storage, imageBaseUrls }: PreviewOptions): Operation {
  const origins = toOrigins(imageBaseUrls);
  return rawOperation(previewContract, async (request, response) => {
    const { workflow_id: workflowId } = request.params as { workflow_id: string };
    const job = await hub.read(workflowId);
    checkVisible(response.locals['caller'] as Caller, job);
    const { asset_url: url } = job.progress;
    const key = url && storage.toKey(url);
    if (key && /\.(png|jpe?g|webp|gif)$/.test(key))
      return response.redirect(302, toAssetPath(key, request.originalUrl));
    // Whoever may signal a job may name a URL in its progress: nothing but the image service is asked.
    if (!url || key || !URL.canParse(url) || !origins.has(new URL(url).origin)) throw noPicture(workflowId);
    const leaving = new AbortController();
    response.once('close', () => leaving.abort());
    const picture = await fetchPicture(url, leaving.signal);
    if (picture === null) throw noPicture(workflowId);
    await sendPicture(response, picture);
  });
}
