import { findWebhookProblem } from '@genvideo/activities/webhook-url';
import type { Config } from '@genvideo/models/config';
import { ProblemError } from '../problem';

/** What is decided about webhooks by the configuration. */
export type WebhookConfig = Pick<Config, 'ALLOW_PRIVATE_WEBHOOKS' | 'WEBHOOK_SECRET'>;

/**
 * Refuses a webhook that could never be called, before anything is paid for. Names are looked up later, when it is called.
 * @throws ProblemError 422
 */
export function checkWebhook(
  { webhook_url: url }: { webhook_url: string | null },
  config: WebhookConfig,
): void {
  if (url === null) return;
  const policy = { allowPrivate: config.ALLOW_PRIVATE_WEBHOOKS, canSign: config.WEBHOOK_SECRET !== null };
  const problem = findWebhookProblem(url, policy);
  if (problem === null) return;
  const problems = [{ field: 'webhook_url', problem }];
  throw new ProblemError('InvalidRequest', `webhook_url ${problem}.`, { problems });
}
