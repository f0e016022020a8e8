import { parseCursor } from './event-cursor';
import type { JobChannels } from './job-channels';
import { Mailbox } from './mailbox';
import type { WatchOptions } from './progress-hub';
import type { WatcherCounts } from './watcher-counts';

export interface OpenMailboxOptions {
  channels: JobChannels;
  watchers: WatcherCounts;
  onDropped: () => void;
}

/**
 * Lets one more watch a job, until it leaves or the job has ended.
 * @throws ProblemError 503 when too many watch already, 429 when too many do with the caller's key
 */
export function openMailbox(
  { channels, watchers, onDropped }: OpenMailboxOptions,
  workflowId: string,
  { signal, after = null, caller = null }: WatchOptions,
): Mailbox {
  const uncount = watchers.add(caller);
  const channel = channels.hold(workflowId);
  const cursor = after === null ? null : parseCursor(after);
  const onAbort = (): void => mailbox.close();
  const mailbox: Mailbox = new Mailbox({
    seenPercent: cursor?.percent ?? 0,
    onDropped,
    onClosed: () => {
      signal.removeEventListener('abort', onAbort);
      uncount();
      channel.leave(mailbox);
      channels.release(workflowId);
    },
  });
  signal.addEventListener('abort', onAbort, { once: true });
  if (signal.aborted) mailbox.close();
  else void channel.join(mailbox, cursor);
  return mailbox;
}
