import { describeNotice } from './describe-notice';
import type { Notifier } from './notifier-port';
import { postJson } from './post-json';
import { toAnswerError, toConnectionError } from './to-post-error';

export interface SlackNotifierOptions {
  /** SLACK_WEBHOOK_URL: it is the operator's own, so it may be private, and it holds a secret. */
  url: string;
  /** How long one attempt may take, in milliseconds; default 15,000. */
  timeoutMs?: number;
}

/** What Slack answers when the webhook or its channel is gone, or the message is none: never another answer. */
const FINAL: readonly number[] = [400, 403, 404, 410];

/** Slack reads these three as the beginnings of its own marks. */
const escape = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');

/** Writes to a Slack channel by its incoming webhook. */
export function createSlackNotifier({ url: text, timeoutMs = 15_000 }: SlackNotifierOptions): Notifier {
  const url = new URL(text);
  return {
    channel: 'slack',
    async deliver(notice, signal) {
      const { headline, lines } = describeNotice(notice);
      const body = JSON.stringify({ text: [`*${escape(headline)}*`, ...lines.map(escape)].join('\n') });
      const limit = AbortSignal.any([signal, AbortSignal.timeout(timeoutMs)]);
      const answer = await postJson({ url, body, signal: limit }).catch((error: unknown) => {
        throw toConnectionError(url.host, error);
      });
      if (answer.status >= 200 && answer.status < 300) return { status: answer.status };
      throw toAnswerError(url.host, answer, (status) => FINAL.includes(status));
    },
  };
}
