import { createHmac, timingSafeEqual } from 'node:crypto';
import type { Stage, SubmissionKey } from './submission-id';

/** The route of the API that providers call back. */
export const CALLBACK_PATH = '/callback/kling';

/** The route for the webhooks of fal, which are signed in another way. */
export const FAL_CALLBACK_PATH = '/callback/fal';

const toToken = ({ workflowId, stage, attempt }: SubmissionKey, secret: string): string =>
  createHmac('sha256', secret).update(`${workflowId}\n${stage}\n${attempt}`).digest('base64url');

/**
 * The URL a provider is given to call back. It names the submission and carries a token that only holders of the
 * secret can make, so that a callback for one job cannot be turned into one for another.
 */
export function toCallbackUrl(
  key: SubmissionKey,
  { baseUrl, secret }: { baseUrl: string; secret: string },
): string {
  const url = new URL(`${baseUrl.replace(/\/$/, '')}${CALLBACK_PATH}`);
  url.searchParams.set('workflow_id', key.workflowId);
  url.searchParams.set('stage', key.stage);
  url.searchParams.set('attempt', String(key.attempt));
  url.searchParams.set('token', toToken(key, secret));
  return url.toString();
}

/** The same URL, for fal. */
export function toFalCallback(callbackUrl: string): string {
  const url = new URL(callbackUrl);
  url.pathname = `${url.pathname.slice(0, -CALLBACK_PATH.length)}${FAL_CALLBACK_PATH}`;
  return url.toString();
}

const isStage = (text: unknown): text is Stage => text === 'image' || text === 'video';

/** The submission that a callback's query names, or null when the token does not prove it. */
export function parseCallbackQuery(query: Record<string, unknown>, secret: string): SubmissionKey | null {
  const { workflow_id: workflowId, stage, attempt: attemptText, token } = query;
  const attempt = Number(attemptText);
  if (typeof workflowId !== 'string' || !isStage(stage) || typeof token !== 'string') return null;
  if (!Number.isInteger(attempt) || attempt < 1) return null;
  const key = { workflowId, stage, attempt };
  const expected = Buffer.from(toToken(key, secret));
  const given = Buffer.from(token);
  return given.length === expected.length && timingSafeEqual(given, expected) ? key : null;
}
