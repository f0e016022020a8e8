import { createHmac, timingSafeEqual } from 'node:crypto';
import type { RequestHandler } from 'express';
import { nowMs } from '../now-ms';
import { KlingRefusal } from './kling-refusal';

/** Who may come in: nobody is asked where neither kind of key is set. */
export interface KlingKeys {
  /** A plain key, as newer accounts have it. */
  readonly apiKey: string | undefined;
  readonly accessKey: string | undefined;
  readonly secretKey: string | undefined;
}

/** Lets requests through that carry a plain key, or a token that its holder signed and that is valid now. */
export function requireKlingToken({ apiKey, accessKey, secretKey }: KlingKeys): RequestHandler {
  return (req, _res, next) => {
    if (apiKey === undefined && accessKey === undefined) return next();
    const header = req.get('authorization') ?? '';
    if (header === '') throw new KlingRefusal(1001);
    const token = /^Bearer (.+)$/.exec(header)?.[1] ?? '';
    if (apiKey !== undefined && token === apiKey) return next();
    if (accessKey === undefined || secretKey === undefined) throw new KlingRefusal(1000);
    checkToken(token, { accessKey, secretKey });
    next();
  };
}

function checkToken(token: string, { accessKey, secretKey }: { accessKey: string; secretKey: string }): void {
  const [head = '', body = '', signature = ''] = token.split('.');
  const header = parsePart(head);
  const claims = parsePart(body);
  if (header?.['alg'] !== 'HS256' || header['typ'] !== 'JWT' || claims === null) throw new KlingRefusal(1002);
  if (!isSigned(`${head}.${body}`, signature, secretKey) || claims['iss'] !== accessKey)
    throw new KlingRefusal(1000);
  checkTimes(claims, nowMs() / 1000);
}

function checkTimes({ nbf, exp }: Record<string, unknown>, seconds: number): void {
  if (typeof nbf !== 'number' || nbf > seconds) throw new KlingRefusal(1003);
  if (typeof exp !== 'number' || exp <= seconds) throw new KlingRefusal(1004);
}

function isSigned(text: string, signature: string, secretKey: string): boolean {
  const expected = createHmac('sha256', secretKey).update(text).digest();
  const given = Buffer.from(signature, 'base64url');
  return given.length === expected.length && timingSafeEqual(given, expected);
}

function parsePart(text: string): Record<string, unknown> | null {
  try {
    const value: unknown = JSON.parse(Buffer.from(text, 'base64url').toString());
    return typeof value === 'object' && value !== null ? { ...value } : null;
  } catch {
    return null;
  }
}
