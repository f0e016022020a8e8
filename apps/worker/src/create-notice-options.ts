import {
  createEmailNotifier,
  createSigner,
  createSlackNotifier,
  createWebhookNotifier,
  type Notifier,
  type NoticeOptions,
} from '@genvideo/activities';
import type { Config } from '@genvideo/models/config';
import { EXIT_STATUS, UserFacingError } from '@genvideo/runtime';

/** The part of the configuration that notices are made from. */
export type NoticeConfig = Pick<
  Config,
  'WEBHOOK_SECRET' | 'ALLOW_PRIVATE_WEBHOOKS' | 'SMTP_URL' | 'EMAIL_FROM' | 'EMAIL_TO' | 'SLACK_WEBHOOK_URL'
>;

const isSmtpUrl = (text: string): boolean =>
  URL.canParse(text) && ['smtp:', 'smtps:'].includes(new URL(text).protocol) && new URL(text).host !== '';

const isAddress = (text: string): boolean => /^[^@\s]+@[^@\s]+$/.test(text);

const isSecret = (secret: string): boolean => {
  try {
    createSigner(secret).sign('msg_probe', new Date(), '');
    return true;
  } catch {
    return false;
  }
};

const findEmailProblems = ({ SMTP_URL, EMAIL_FROM, EMAIL_TO }: NoticeConfig): string[] => {
  if (SMTP_URL === null)
    return EMAIL_TO.length > 0 ? ['EMAIL_TO is set, but SMTP_URL is not: name the mail server'] : [];
  const strange = EMAIL_TO.filter((address) => !isAddress(address));
  return [
    ...(isSmtpUrl(SMTP_URL) ? [] : ['SMTP_URL must be smtp://user:password@host:port, or smtps://']),
    ...(EMAIL_FROM === null ? ['SMTP_URL is set, but EMAIL_FROM is not: name the sender'] : []),
    ...(EMAIL_TO.length === 0 ? ['SMTP_URL is set, but EMAIL_TO is not: name the recipients'] : []),
    ...(strange.length === 0 ? [] : [`EMAIL_TO holds what is no address: ${strange.join(', ')}`]),
  ];
};

const check = (config: NoticeConfig): void => {
  const { WEBHOOK_SECRET: secret } = config;
  const problems = [
    ...(secret === null || isSecret(secret) ? [] : ['WEBHOOK_SECRET must be whsec_ and base64, or any text']),
    ...findEmailProblems(config),
  ];
  if (problems.length > 0) throw new UserFacingError(`${problems.join('; ')}.`, EXIT_STATUS.usage);
};

/** The domains that mails go to. */
const toDomains = (addresses: readonly string[]): string =>
  [...new Set(addresses.map((address) => address.split('@')[1] ?? ''))].join(', ');

/**
 * The channels that the configuration names. Webhooks are always there: without a secret each says why it cannot go.
 * @throws UserFacingError naming everything that is wrong
 */
export function createNoticeOptions(config: NoticeConfig): NoticeOptions {
  check(config);
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
