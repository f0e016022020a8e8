import type { Notice, NoticeChannel } from '@genvideo/models';

/** What a receiver said to a notice that it took. */
export interface Receipt {
  /** Of HTTP or SMTP. */
  status: number | null;
}

/** Delivers notices on one channel. */
export interface Notifier {
  readonly channel: NoticeChannel;
  /**
   * Delivers once, and never tries again by itself. The same notice may come again: it carries the same `notice_id`.
   * Rejects with DeliveryError only; `signal` gives up.
   */
  deliver(notice: Notice, signal: AbortSignal): Promise<Receipt>;
}
