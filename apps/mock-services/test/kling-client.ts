import { createHmac } from 'node:crypto';
import type { Answer, ProxyClient } from './proxy-client';

export const klingVideo = {
  model_name: 'kling-v1',
  image: 'http://127.0.0.1:9/never-asked.png',
  prompt: 'it runs',
  mode: 'std',
  duration: '5',
};
export const klingImage = {
  model_name: 'kling-v1',
  prompt: 'a fox',
  n: 2,
  aspect_ratio: '16:9',
  resolution: '1k',
};

export const VIDEO_PATH = '/v1/videos/image2video';
export const IMAGE_PATH = '/v1/images/generations';

const encode = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url');

/** A token as holders of a secret key sign it. */
export function signToken(claims: object, secretKey: string): string {
  const unsigned = `${encode({ alg: 'HS256', typ: 'JWT' })}.${encode(claims)}`;
  return `${unsigned}.${createHmac('sha256', secretKey).update(unsigned).digest('base64url')}`;
}

/** The `data` of an answer. */
export const dataOf = ({ body }: Answer): Record<string, unknown> => ({ ...(body['data'] as object) });

/** Asks for a task until it has ended, and returns it. */
export async function untilEnded(client: ProxyClient, path: string): Promise<Record<string, unknown>> {
  for (;;) {
    const data = dataOf(await client.send('GET', path));
    if (['succeed', 'failed'].includes(String(data['task_status']))) return data;
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}
