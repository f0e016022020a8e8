import type { Config } from '@genvideo/models/config';
import { fail, ok, warn, type Verdict } from './finding';
import { within } from './within';

const CORRECT = 'Correct it for the API and the workers (docs/notifications.md), and restart them.';

/** As short a secret can be guessed; the scheme of webhooks asks for that many bytes. */
const LEAST_SECRET_BYTES = 24;

/** Slack's own hosts, also those for governments; servers of other makers speak its protocol too. */
const SLACK_HOST = /^hooks\.slack(-gov)?\.com$/;
const SLACK_PATH = /^\/services\/[^/]+\/[^/]+\/[^/]+$|^\/(workflows|triggers)\/.+/;

const countSecretBytes = (secret: string): number =>
  secret.startsWith('whsec_')
    ? Buffer.from(secret.slice('whsec_'.length), 'base64').length
    : Buffer.byteLength(secret);

const checkSecret = (secret: string | null): Verdict => {
  if (secret === null) return ok('no WEBHOOK_SECRET, so that jobs with a webhook_url are refused');
  const bytes = countSecretBytes(secret);
  if (bytes >= LEAST_SECRET_BYTES) return ok('webhooks are signed');
  return warn(
    `WEBHOOK_SECRET has ${bytes} bytes, which can be guessed`,
    `Make one of ${LEAST_SECRET_BYTES} at least: echo whsec_$(openssl rand -base64 32)`,
  );
};

const checkSlack = (text: string | null): Verdict => {
  if (text === null) return ok('nothing goes to Slack');
  const { host, protocol, pathname } = new URL(text);
  if (!SLACK_HOST.test(host)) return ok(`messages go to ${host}, which is not Slack's own`);
  if (protocol === 'https:' && SLACK_PATH.test(pathname)) return ok(`messages go to ${host}`);
  return fail(
    'SLACK_WEBHOOK_URL is none that Slack gives out: those are https://hooks.slack.com/services/T.../B.../...',
    'Copy the whole URL from the incoming webhook of your Slack app.',
  );
};

const checkMail = async (smtpUrl: string | null, timeoutMs: number): Promise<Verdict> => {
  if (smtpUrl === null) return ok('no mails are sent');
  const { host } = new URL(smtpUrl);
  try {
    const { greetMailServer } = await loadSettings();
    await within(greetMailServer({ smtpUrl, timeoutMs }), timeoutMs);
    return ok(`the mail server ${host} lets us in`);
  } catch (error) {
    return fail(
      `the mail server ${host} does not let us in: ${error instanceof Error ? error.message : String(error)}`,
      'Correct SMTP_URL (smtp://user:password@host:port, or smtps://), or start the server.',
    );
  }
};

/** The worst of them speaks for all; when nothing is wrong, each has its say. */
const join = (verdicts: readonly Verdict[]): Verdict => {
  const bad = verdicts.filter(({ status }) => status === 'fail');
  const [worst] = bad.length > 0 ? bad : verdicts.filter(({ status }) => status === 'warn');
  return worst ?? ok(verdicts.map(({ message }) => message).join('; '));
};

/** Loaded when it is needed: the other commands do without it. */
const loadSettings = () => import('@genvideo/activities/notice-settings');

/** Whether people and programs can be told of ends: the secret, the URL of Slack, and the mail server, which is greeted. */
export async function checkNotices(config: Config, timeoutMs: number): Promise<Verdict> {
  const { findNoticeProblems } = await loadSettings();
  const problems = findNoticeProblems(config);
  if (problems.length > 0) return fail(problems.join('; '), CORRECT);
  return join([
    checkSecret(config.WEBHOOK_SECRET),
    await checkMail(config.SMTP_URL, timeoutMs),
    checkSlack(config.SLACK_WEBHOOK_URL),
  ]);
}
