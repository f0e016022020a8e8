import { isIP } from 'node:net';
import { isPublicAddress } from './is-public-address';

/** What the operator has decided about webhooks. */
export interface WebhookPolicy {
  /** ALLOW_PRIVATE_WEBHOOKS. */
  allowPrivate: boolean;
  /** Whether WEBHOOK_SECRET is set. */
  canSign: boolean;
}

/** The host as an address or a name, without the brackets that URLs put around IPv6. */
const toHost = ({ hostname }: URL): string => hostname.replace(/^\[(.*)\]$/, '$1').replace(/\.$/, '');

const isLocalName = (host: string): boolean => host === 'localhost' || host.endsWith('.localhost');

/** Whether a URL leads to a private address by what it says itself; names are looked up when a notice is delivered. */
export function isPrivateUrl(url: URL): boolean {
  const host = toHost(url);
  return isIP(host) === 0 ? isLocalName(host) : !isPublicAddress(host);
}

/** What is wrong with a job's `webhook_url`, in words that follow its name; null when nothing is. */
export function findWebhookProblem(
  webhookUrl: string,
  { allowPrivate, canSign }: WebhookPolicy,
): string | null {
  if (!canSign)
    return 'cannot be called: notices are signed, and WEBHOOK_SECRET is not set. Set it for the API and the workers, or leave webhook_url out';
  if (!allowPrivate && isPrivateUrl(new URL(webhookUrl)))
    return 'leads to a private address. Give one that the internet can reach, or have the operator set ALLOW_PRIVATE_WEBHOOKS=true';
  return null;
}
