import {
  createEmailNotifier,
  createSlackNotifier,
  createWebhookNotifier,
  type Notifier,
  type NoticeOptions,
} from '@genvideo/activities';
import { findNoticeProblems, type NoticeConfig } from '@genvideo/activities/notice-settings';
import { EXIT_STATUS, UserFacingError } from '@genvideo/runtime';

/** The domains that mails go to. */
const toDomains = (addresses: readonly string[]): string =>
  [...new Set(addresses.map((address) => address.split('@')[1] ?? ''))].join(', ');

/**
 * The channels that the configuration names. Webhooks are always there: without a secret each says why it cannot go.
 * @throws UserFacingError naming everything that is wrong
 */
export function createNoticeOptions(config: NoticeConfig): NoticeOptions {
  const problems = findNoticeProblems(config);
  if (problems.length > 0) throw new UserFacingError(`${problems.join('; ')}.`, EXIT_STATUS.usage);
  const { SMTP_URL, EMAIL_FROM, EMAIL_TO, SLACK_WEBHOOK_URL, WEBHOOK_SECRET, ALLOW_PRIVATE_WEBHOOKS } =
    config;
  const notifiers: Notifier[] = [
    createWebhookNotifier({ secret: WEBHOOK_SECRET, allowPrivate: ALLOW_PRIVATE_WEBHOOKS }),
    ...(SMTP_URL === null || EMAIL_FROM === null
      ? []
      : [createEmailNotifier({ smtpUrl: SMTP_URL, from: EMAIL_FROM, to: EMAIL_TO })]),
    ...(SLACK_WEBHOOK_URL === null ? [] : [createSlackNotifier({ url: SLACK_WEBHOOK_URL })]),
  ];
  return {
    notifiers: Object.fromEntries(notifiers.map((notifier) => [notifier.channel, notifier])),
    everyday: {
      ...(SMTP_URL === null ? {} : { email: toDomains(EMAIL_TO) }),
      ...(SLACK_WEBHOOK_URL === null ? {} : { slack: new URL(SLACK_WEBHOOK_URL).host }),
    },
  };
}
