import { pipeline } from 'node:stream/promises';
import type { Response } from 'express';
import { z } from 'zod';
import type { ReadGrant, Storage } from '@genvideo/activities/storage';
import type { Caller } from '../auth/caller';
import { rawOperation, type Operation } from '../operation/operation';
import { ProblemError } from '../problem';
import { readOwner } from './read-owner';

/** How long readers may read nothing, in milliseconds, unless the operation is told otherwise. */
const IDLE_MS = 60_000;

const assetContract = {
  id: 'getAsset',
  method: 'get',
  path: '/assets/{folder}/{file}',
  tag: 'Assets',
  summary: "A file of a job's or a batch's result",
  description:
    'With ranges and entity tags. Where results are on S3, the answer leads to a URL there that is good for an hour and takes the same ranges. Where keys are required, a browser shows it by a ticket: `?ticket=` of POST /tickets.',
  access: 'key_or_ticket',
  parameters: {
    path: z.object({ folder: z.string(), file: z.string() }),
    query: z.strictObject({
      v: z
        .string()
        .regex(/^[0-9a-f]{64}$/, 'is no SHA-256 in hexadecimal')
        .optional()
        .meta({
          description: 'The sha256 of a picture or video: caches may keep the answer, which never changes.',
        }),
      download: z
        .string()
        .optional()
        .meta({ description: 'With any value, or none: browsers save the file instead of showing it.' }),
    }),
  },
  answers: {
    200: { description: 'The file; of a list that still grows, what there is of it.', mediaType: '*/*' },
    206: { description: 'The range of it that was asked for.', mediaType: '*/*' },
    302: { description: 'It is on S3.', headers: { Location: 'Where, for an hour.' } },
    304: { description: 'It has not changed since.' },
  },
  problems: ['NotFound', 'PreconditionFailed', 'BadRange', 'StorageUnavailable'],
} as const;

const notFound = (url: string): ProblemError =>
  new ProblemError('NotFound', `There is no file ${url.split('?')[0]}; a job's result names its files.`);

const toAssetError = (error: Error, url: string): Error => {
  const { status } = error as { status?: number };
  if (status === 404 || status === 403) return notFound(url);
  if (status === 412)
    return new ProblemError(
      'PreconditionFailed',
      'The file is not as If-Match or If-Unmodified-Since says. Ask without them for what it is now.',
    );
  return error;
};

/**
 * What a file may do that a browser shows as a page of its own: nothing. Files come from providers, and stand where the
 * studio has its key.
 */
const FILE_POLICY =
  "sandbox; default-src 'none'; img-src 'self'; media-src 'self'; style-src 'unsafe-inline'";

/** Pictures and videos are stored once; records and lists change. */
const isMedia = (file: string): boolean => /\.(png|jpe?g|webp|gif|mp4|webm|mov)$/i.test(file);

/** For a year: what stands under a checksum is what it was. */
const FOREVER = 'private, max-age=31536000, immutable';

const toSaveName = (folder: string, file: string): string => `${folder}-${file}`.replaceAll(/[^\w.-]+/g, '_');

interface FileHeaders {
  /** The checksum that it was asked for by. */
  checksum: string | undefined;
  saveAs: string | undefined;
}

const setHeaders = (response: Response, { checksum, saveAs }: FileHeaders): void => {
  if (checksum !== undefined) response.set('Cache-Control', FOREVER);
  if (saveAs !== undefined) response.attachment(saveAs);
  response.set('Content-Security-Policy', FILE_POLICY);
  // Pages of other origins show them, too.
  response.set('Cross-Origin-Resource-Policy', 'cross-origin');
};

const isName = (text: string): boolean => !text.startsWith('.') && !/[/\\\0]/.test(text);

const sendFile = (response: Response, { root, path }: { root: string; path: string }): Promise<void> =>
  new Promise((resolve, reject) => {
    response.sendFile(path, { root, dotfiles: 'ignore' }, (error) => {
      if (!error || response.headersSent) return resolve();
      // An error is not what the headers were said of.
      response.set('Cache-Control', 'no-store').removeHeader('Content-Disposition');
      reject(toAssetError(error, response.req.originalUrl));
    });
  });

async function send(response: Response, grant: ReadGrant, file: string): Promise<void> {
  if (grant.kind === 'file') return sendFile(response, grant);
  if (grant.kind === 'redirect') return response.redirect(302, grant.url);
  response.type(file.endsWith('.jsonl') ? 'application/x-ndjson' : file);
  if (response.req.method === 'HEAD') {
    grant.body.destroy();
    response.end();
    return;
  }
  await pipeline(grant.body, response).catch((error: unknown) => {
    // Once it has begun, breaking off is all that says that it is not whole.
    if (!response.headersSent) throw error;
  });
}

/**
 * `GET /assets/...`: the files of the store; never a listing, never a dot file, never another user's.
 * @param idleMs how long a reader may read nothing before it is cut off, in milliseconds; default 60,000
 */
export function createAssetOperation(
  storage: Pick<Storage, 'grantRead' | 'readText'>,
  { idleMs = IDLE_MS } = {},
): Operation {
  return rawOperation(assetContract, async (request, response) => {
    const { folder, file } = request.params as { folder: string; file: string };
    const { userId } = response.locals['caller'] as Caller;
    const { v: checksum, download } = response.locals['query'] as { v?: string; download?: string };
    if (!isName(folder) || !isName(file)) throw notFound(request.originalUrl);
    if (userId !== null && (await readOwner(storage, folder)) !== userId) throw notFound(request.originalUrl);
    const saveAs = download === undefined ? undefined : toSaveName(folder, file);
    const method = request.method === 'HEAD' ? 'HEAD' : 'GET';
    const grant = await storage.grantRead(`${folder}/${file}`, method, { saveAs });
    if (grant === null) throw notFound(request.originalUrl);
    // What a URL on S3 is good for ends within the hour.
    const mayKeep = grant.kind === 'file' && isMedia(file);
    setHeaders(response, { checksum: mayKeep ? checksum : undefined, saveAs });
    response.setTimeout(idleMs, () => response.destroy());
    await send(response, grant, file);
  });
}
