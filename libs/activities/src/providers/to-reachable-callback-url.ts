import { isPublicUrl } from './is-public-url';

/** The callback URL that a provider is given: none that it cannot reach, unless it stands on our side itself. */
export async function toReachableCallbackUrl(
  callbackUrl: string | null,
  baseUrl: string,
): Promise<string | null> {
  if (callbackUrl === null || (await isPublicUrl(callbackUrl))) return callbackUrl;
  return (await isPublicUrl(baseUrl)) ? null : callbackUrl;
}
