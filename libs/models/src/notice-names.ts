import { LATE_RESULT_ID_PREFIX } from './late-result-names';
import { NOTICE_ID_PREFIX } from './notice-id-prefix';
import type { Notice, NoticeChannel } from './schemas/notice';

/** The workflow id of a notice about a job or a batch, which is also its id in the delivery log. */
export const toNoticeId = (workflowId: string, channel: NoticeChannel): string =>
  `${NOTICE_ID_PREFIX}${workflowId}:${channel}`;

/** The same for any notice: that of a late result stands beside the one of the job's end. */
export const toNoticeIdOf = ({
  workflow_id,
  channel,
  type,
}: Pick<Notice, 'workflow_id' | 'channel' | 'type'>): string =>
  toNoticeId(`${type === 'job.late_result' ? LATE_RESULT_ID_PREFIX : ''}${workflow_id}`, channel);

/** What a notice can be found by among those of all jobs. */
export interface NoticeLabels {
  channel: NoticeChannel;
  workflow_id: string;
  user_id: string | null;
}

/** The values of the search attribute `CustomTag` for a notice. */
export function toNoticeTags({ channel, workflow_id, user_id }: NoticeLabels): string[] {
  const user = user_id === null ? [] : [`user:${user_id}`];
  return [`delivery:${channel}`, `of:${workflow_id}`, ...user];
}
