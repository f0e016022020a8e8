import type { Config } from '@genvideo/models/config';
import { createSigner } from './create-webhook-notifier';

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

/** Why a worker could not begin with these settings, each problem in words that name its variable; empty when it can. */
export function findNoticeProblems(config: NoticeConfig): string[] {
  const { WEBHOOK_SECRET: secret } = config;
  return [
    ...(secret === null || isSecret(secret) ? [] : ['WEBHOOK_SECRET must be whsec_ and base64, or any text']),
    ...findEmailProblems(config),
  ];
}
