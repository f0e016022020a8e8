import { loadConfig } from '@genvideo/models/config';
import { createNoticeOptions } from './create-notice-options';

const create = (environment: Record<string, string>) => createNoticeOptions(loadConfig(environment));

describe('createNoticeOptions', () => {
  it('calls webhooks alone unless more is set', () => {
    const { notifiers, everyday } = create({});
    expect(Object.keys(notifiers)).toEqual(['webhook']);
    expect(everyday).toEqual({});
  });

  it('has mails and Slack hear of every job, and names no more than their hosts', () => {
    const { notifiers, everyday } = create({
      WEBHOOK_SECRET: 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw',
      SMTP_URL: 'smtp://user:hush@mail.example.com:587',
      EMAIL_FROM: 'GenVideo <genvideo@example.com>',
      EMAIL_TO: 'ann@example.com, bob@example.com, eve@example.org',
      SLACK_WEBHOOK_URL: 'https://hooks.slack.com/services/T0/B0/hush',
    });
    expect(Object.keys(notifiers)).toEqual(['webhook', 'email', 'slack']);
    expect(everyday).toEqual({ email: 'example.com, example.org', slack: 'hooks.slack.com' });
  });

  it.each([
    [{ WEBHOOK_SECRET: 'whsec_' }, /WEBHOOK_SECRET must be whsec_/],
    [{ SMTP_URL: 'smtp://mail' }, /EMAIL_FROM is not.*EMAIL_TO is not/],
    [{ SMTP_URL: 'mail.example.com', EMAIL_FROM: 'a@b', EMAIL_TO: 'c' }, /SMTP_URL must be.*no address: c/],
    [{ EMAIL_TO: 'ann@example.com' }, /EMAIL_TO is set, but SMTP_URL is not/],
  ])('refuses %j, naming all that is wrong', (environment, words) => {
    expect(() => create(environment)).toThrow(words);
  });
});
