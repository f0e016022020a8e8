import { createHash } from 'node:crypto';
import type { Notice, NoticeChannel } from '@genvideo/models';
import { httpUrlSchema } from '@genvideo/models/schemas';
import type { NoticeEvent } from './notice-event';

/** The channels that hear of every job, each with the host it goes to. */
export type EverydayChannels = Partial<Record<Exclude<NoticeChannel, 'webhook'>, string>>;

/** A notice, and for people the host that it goes to. */
export interface AddressedNotice {
  notice: Notice;
  target: string;
}

/**
 * The same for the same end of the same run on the same channel, so that whoever receives it twice can tell. The
 * scheme of webhooks wants no full stop in it, and ids of jobs may have some.
 */
function toMessageId({ workflow_id, run_id, type }: NoticeEvent, channel: NoticeChannel): string {
  const hash = createHash('sha256').update([workflow_id, run_id, type, channel].join('\n'));
  return `msg_${hash.digest('hex').slice(0, 32)}`;
}

const parseWebhookUrl = (text: unknown): URL | null => {
  const parsed = httpUrlSchema.safeParse(text);
  return parsed.success ? new URL(parsed.data) : null;
};

/** When it came about what is told of: a late result did after the job's end. */
const toTime = (data: NoticeEvent['data']): string =>
  ('late' in data && data.late?.state === 'kept' ? data.late.updated_at : null) ?? data.completed_at;

/** The notices of an end: to its own webhook, and on the channels that hear of every job. */
export function toNotices(event: NoticeEvent, everyday: EverydayChannels): AddressedNotice[] {
  const { workflow_id, run_id, user_id, type, data, webhook_url, batch_id } = event;
  const toNotice = (channel: NoticeChannel, target: string, url: string | null = null): AddressedNotice => ({
    notice: {
      notice_id: toMessageId(event, channel),
      channel,
      type,
      workflow_id,
      run_id,
      user_id,
      url,
      created_at: toTime(data),
      data,
      earlier_attempts: 0,
    },
    target,
  });
  const webhook = parseWebhookUrl(webhook_url);
  const channels = batch_id === null ? (['email', 'slack'] as const) : [];
  return [
    ...(webhook ? [toNotice('webhook', webhook.host, webhook.href)] : []),
    ...channels.flatMap((channel) => {
      const target = everyday[channel];
      return target === undefined ? [] : [toNotice(channel, target)];
    }),
  ];
}
