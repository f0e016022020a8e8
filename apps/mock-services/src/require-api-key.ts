import { createHash, timingSafeEqual } from 'node:crypto';
import type { RequestHandler } from 'express';
import { HttpError } from './http-error';

/** Lets requests through that carry the key as Bearer; every request when there is no key. */
export function requireApiKey(apiKey: string | undefined): RequestHandler {
  if (apiKey === undefined)
    return (_req, _res, next) => {
      next();
    };
  const expected = digest(`Bearer ${apiKey}`);
  return (req, _res, next) => {
    const given = digest(req.get('authorization') ?? '');
    if (!timingSafeEqual(given, expected))
      throw new HttpError(401, 'The API key is missing or wrong: send it as Authorization: Bearer.');
    next();
  };
}

function digest(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}
