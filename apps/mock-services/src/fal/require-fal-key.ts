import { createHash, timingSafeEqual } from 'node:crypto';
import type { RequestHandler } from 'express';
import { HttpError } from '../http-error';

const digest = (text: string): Buffer => createHash('sha256').update(text).digest();

/** Lets requests through that carry the key in fal's own way; every request when there is no key. */
export function requireFalKey(apiKey: string | undefined): RequestHandler {
  return (req, _res, next) => {
    const given = digest(req.get('authorization') ?? '');
    if (apiKey !== undefined && !timingSafeEqual(given, digest(`Key ${apiKey}`)))
      throw new HttpError(401, 'Authentication is required to access this application.');
    next();
  };
}
