import http, { type IncomingHttpHeaders, type IncomingMessage } from 'node:http';
import https from 'node:https';
import type { LookupFunction } from 'node:net';

export interface PostOptions {
  url: URL;
  body: string;
  headers?: Record<string, string>;
  /** How names are looked up; default as the system does. */
  lookup?: LookupFunction;
  signal: AbortSignal;
}

export interface PostAnswer {
  status: number;
  headers: IncomingHttpHeaders;
  /** The beginning of the answer's body. */
  excerpt: string;
}

/** How much of an answer is read, in bytes: what counts is its status. */
const MAX_ANSWER_BYTES = 4 * 1024;

/** How long the body of an answer that has begun is read, in milliseconds. */
const BODY_PATIENCE_MS = 1_000;

/** Reads the beginning of an answer, then hangs up: nobody keeps us listening. */
function readExcerpt(response: IncomingMessage): Promise<string> {
  return new Promise((resolve) => {
    const chunks: Buffer[] = [];
    let length = 0;
    const end = (): void => {
      clearTimeout(timer);
      response.destroy();
      resolve(Buffer.concat(chunks).subarray(0, MAX_ANSWER_BYTES).toString('utf8'));
    };
    const timer = setTimeout(end, BODY_PATIENCE_MS);
    response.on('data', (chunk: Buffer) => {
      chunks.push(chunk);
      length += chunk.length;
      if (length >= MAX_ANSWER_BYTES) end();
    });
    response.once('end', end).once('close', end).once('error', end);
  });
}

/** Sends JSON on a connection of its own. Redirects are answers like any other, and certificates have to be valid. */
export function postJson({ url, body, headers = {}, lookup, signal }: PostOptions): Promise<PostAnswer> {
  return new Promise((resolve, reject) => {
    const { request } = url.protocol === 'https:' ? https : http;
    const content = Buffer.from(body);
    const sent = request(url, {
      method: 'POST',
      agent: false,
      rejectUnauthorized: true,
      signal,
      ...(lookup ? { lookup } : {}),
      headers: {
        'content-type': 'application/json',
        'content-length': String(content.length),
        'user-agent': 'GenVideo',
        ...headers,
      },
    });
    sent.once('error', reject);
    sent.once('response', (response) => {
      // From here on the answer is there, whatever becomes of its connection.
      sent.on('error', () => undefined);
      void readExcerpt(response).then((excerpt) =>
        resolve({ status: response.statusCode ?? 0, headers: response.headers, excerpt }),
      );
    });
    sent.end(content);
  });
}
