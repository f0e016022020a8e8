import { toFalCallback } from '@genvideo/models/callback-url';
import { toReachableCallbackUrl } from '../to-reachable-callback-url';

/** The callback URL that fal is given, whose webhooks have a route of their own; none that it cannot reach. */
export async function toFalCallbackUrl(callbackUrl: string | null, baseUrl: string): Promise<string | null> {
  const reachable = await toReachableCallbackUrl(callbackUrl, baseUrl);
  return reachable === null ? null : toFalCallback(reachable);
}
