export { findWebhookProblem, isPrivateUrl } from './notices/find-webhook-problem';
export type { WebhookPolicy } from './notices/find-webhook-problem';
