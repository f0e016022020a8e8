import { createHash } from 'node:crypto';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { Request, Response } from 'express';
import pLimit from 'p-limit';
import { z } from 'zod';
import { inspectPicture, type Storage } from '@genvideo/activities/storage';
import { isPictureKey, PICTURES_FOLDER, toPictureKey, type StartPicture } from '@genvideo/models';
import { startPictureSchema } from '@genvideo/models/schemas';
import { json } from '../operation/contract';
import { rawOperation, type Operation } from '../operation/operation';
import { ProblemError } from '../problem';
import { readBytes } from './read-bytes';

/** The largest picture that is taken, in bytes: what Kling takes. */
const MAX_BYTES = 10 * 1_024 * 1_024;

/** How many are read at a time: each is held in memory while it is. */
const READS_AT_ONCE = 4;

/** What a picture may do that a browser shows as a page of its own: nothing. */
const POLICY = "sandbox; default-src 'none'";

/** How long a reader may read nothing before it is cut off, in milliseconds. */
const IDLE_MS = 60_000;

const FOREVER = 'public, max-age=31536000, immutable';

const SHA256 = '2c26b46b68ffc68ff99b453c1d30413413422d706483bfa0f98a5e886266e7ae';

const EXAMPLE: StartPicture = {
  image_url: `http://127.0.0.1:8000/assets/${PICTURES_FOLDER}/${SHA256}.png`,
  sha256: SHA256,
  size: 183_204,
  media_type: 'image/png',
  width: 1_280,
  height: 720,
};

const handInContract = {
  id: 'handInPicture',
  method: 'post',
  path: '/pictures',
  tag: 'Assets',
  summary: 'Takes a picture to start a video from',
  description:
    'Keeps a PNG or a JPEG of 10 MiB at most in the store and answers the URL to give as image_url of a job. The same picture again gets the same URL. It is kept as long as results are. Video services read it at CALLBACK_BASE_URL.',
  access: 'key',
  upload: { mediaTypes: ['image/png', 'image/jpeg'] },
  answers: {
    201: json(startPictureSchema, { description: 'It is kept.', example: EXAMPLE }),
  },
  problems: ['TooSlow', 'TooLarge', 'UnsupportedMediaType', 'InvalidRequest', 'StorageUnavailable'],
} as const;

const readContract = {
  id: 'getPicture',
  method: 'get',
  path: `/assets/${PICTURES_FOLDER}/{file}`,
  tag: 'Assets',
  summary: 'A picture that was handed in',
  description:
    'Open to everybody who knows its URL, which only who has the picture can guess: video services, which have no key, read it here.',
  access: 'open',
  parameters: { path: z.object({ file: z.string() }) },
  answers: { 200: { description: 'The picture.', mediaType: 'image/*' } },
  problems: ['NotFound', 'StorageUnavailable'],
} as const;

const checkType = (request: Request): void => {
  if (!request.is(['image/png', 'image/jpeg']))
    throw new ProblemError(
      'UnsupportedMediaType',
      'The body must be a picture, sent as Content-Type: image/png or image/jpeg.',
    );
};

const noPicture = (): ProblemError => {
  const problem = 'is neither a PNG nor a JPEG that can be used';
  return new ProblemError('InvalidRequest', `The file ${problem}. Choose another picture.`, {
    problems: [{ field: 'body', problem }],
  });
};

const toAnnounced = (request: Request): number | null => {
  const length = Number(request.get('Content-Length') ?? NaN);
  return Number.isNaN(length) ? null : length;
};

/** Checks a picture and keeps it under its checksum. */
async function keepPicture(bytes: Buffer, storage: PictureStorage): Promise<StartPicture> {
  const facts = inspectPicture(bytes);
  if (facts === null) throw noPicture();
  const { mediaType, extension, width, height } = facts;
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  const key = toPictureKey({ sha256, extension });
  const image_url = await storage.saveStream(key, Readable.from([bytes]), { mediaType });
  return { image_url, sha256, size: bytes.length, media_type: mediaType, width, height };
}

/** Sends what a picture is; of a HEAD, that it is there. */
async function sendBody(body: Readable, response: Response): Promise<void> {
  if (response.req.method === 'HEAD') {
    body.destroy();
    response.end();
    return;
  }
  await pipeline(body, response).catch((error: unknown) => {
    // Once it has begun, breaking off is all that says that it is not whole.
    if (response.headersSent) return;
    response.set('Cache-Control', 'no-store');
    throw error;
  });
}

export type PictureStorage = Pick<Storage, 'saveStream' | 'readStream'>;

/** `POST /pictures`, and where what it takes is read. */
export function createPictureOperations(storage: PictureStorage): Operation[] {
  const inTurn = pLimit(READS_AT_ONCE);
  return [
    rawOperation(handInContract, async (request, response) => {
      checkType(request);
      const limits = { announced: toAnnounced(request), maxBytes: MAX_BYTES };
      const picture = await inTurn(async () => keepPicture(await readBytes(request, limits), storage));
      response.status(201).location(picture.image_url).json(picture);
    }),
    rawOperation(readContract, async (request, response) => {
      const { file } = request.params as { file: string };
      const key = `${PICTURES_FOLDER}/${file}`;
      const body = isPictureKey(key) ? await storage.readStream(key) : null;
      if (body === null) throw new ProblemError('NotFound', 'There is no such picture. Hand it in again.');
      response.type(file).set({ 'Cache-Control': FOREVER, 'Content-Security-Policy': POLICY });
      // The studio's own pages show it, and so may others.
      response.set('Cross-Origin-Resource-Policy', 'cross-origin');
      response.setTimeout(IDLE_MS, () => response.destroy());
      await sendBody(body, response);
    }),
  ];
}
