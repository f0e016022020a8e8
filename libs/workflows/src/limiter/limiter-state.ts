import type { LimiterConfiguration } from '@genvideo/models';
import { PermitBook, type EncodedBook } from './permit-book';

/** What a limiter begins with: its configuration the first time, its whole book after that. */
export interface LimiterStart {
  pool: string;
  configuration: LimiterConfiguration;
  /** The book of the run before; absent in the first run. */
  book?: EncodedBook;
  /** When the holders are to be looked at next, in milliseconds of the Unix epoch; runs may be short. */
  reconcile_at?: number;
}

/** A limiter in the middle of its work. */
export interface LimiterState {
  readonly pool: string;
  readonly book: PermitBook;
  reconcileSeconds: number;
  /** When the holders are to be looked at next, in milliseconds of the Unix epoch; null while nobody holds anything. */
  reconcileAt: number | null;
  /** The length of the history when traffic was last heard: tells whether that was in the present workflow task. */
  heardAt: number;
  /** Who has asked for a permit, or said to hold one, since the holders were last looked at. */
  readonly heardOf: Set<string>;
}

export function openState({ pool, configuration, book, reconcile_at }: LimiterStart): LimiterState {
  return {
    pool,
    book: book ? PermitBook.decode(book) : new PermitBook(configuration.capacity),
    reconcileSeconds: configuration.reconcile_seconds,
    reconcileAt: reconcile_at ?? null,
    heardAt: 0,
    heardOf: new Set(),
  };
}

export function encodeState({ pool, book, reconcileSeconds, reconcileAt }: LimiterState): LimiterStart {
  const encoded = book.encode();
  return {
    pool,
    configuration: { capacity: encoded.configured, reconcile_seconds: reconcileSeconds },
    book: encoded,
    ...(reconcileAt === null ? {} : { reconcile_at: reconcileAt }),
  };
}
