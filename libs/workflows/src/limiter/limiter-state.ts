import type { LimiterConfiguration } from '@genvideo/models';
import { PermitBook, type EncodedBook } from './permit-book';

/** What a limiter begins with: its configuration the first time, its whole book after that. */
export interface LimiterStart {
  pool: string;
  configuration: LimiterConfiguration;
  /** The book of the run before; absent in the first run. */
  book?: EncodedBook;
}

/** A limiter in the middle of its work. */
export interface LimiterState {
  readonly pool: string;
  readonly book: PermitBook;
  reconcileSeconds: number;
  /** The length of the history when traffic was last heard: tells whether that was in the present workflow task. */
  heardAt: number;
}

export function openState({ pool, configuration, book }: LimiterStart): LimiterState {
  return {
    pool,
    book: book ? PermitBook.decode(book) : new PermitBook(configuration.capacity),
    reconcileSeconds: configuration.reconcile_seconds,
    heardAt: 0,
  };
}

export function encodeState({ pool, book, reconcileSeconds }: LimiterState): LimiterStart {
  const encoded = book.encode();
  return {
    pool,
    configuration: { capacity: encoded.configured, reconcile_seconds: reconcileSeconds },
    book: encoded,
  };
}
