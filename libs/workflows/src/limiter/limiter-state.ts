import type { LimiterConfiguration, PooledProvider } from '@genvideo/models';
import { PermitBook, type EncodedBook } from './permit-book';
import { ProviderBook, type EncodedProviderBook } from './provider-book';

/** What a limiter begins with: its configuration the first time, its whole book after that. */
export interface LimiterStart {
  pool: string;
  configuration: LimiterConfiguration;
  /** The book of the run before; absent in the first run. */
  book?: EncodedBook | EncodedProviderBook;
  /** When the holders are to be looked at next, in milliseconds of the Unix epoch; runs may be short. */
  reconcile_at?: number;
}

/** A limiter in the middle of its work. */
export interface LimiterState {
  readonly pool: string;
  readonly book: PermitBook;
  /** Whose pool it is; null for that of a task queue. */
  provider: PooledProvider | null;
  reconcileSeconds: number;
  /** When the holders are to be looked at next, in milliseconds of the Unix epoch; null while nobody holds anything. */
  reconcileAt: number | null;
  /** The length of the history when traffic was last heard: tells whether that was in the present workflow task. */
  heardAt: number;
  /** Who has asked for a permit, or said to hold one, since the holders were last looked at. */
  readonly heardOf: Set<string>;
}

function openBook({ configuration: { capacity, provider }, book }: LimiterStart, now: number): PermitBook {
  if (book) return 'provider' in book ? ProviderBook.restore(book) : PermitBook.decode(book);
  return provider ? new ProviderBook(capacity, now) : new PermitBook(capacity);
}

export function openState(start: LimiterStart, now: number): LimiterState {
  const { pool, configuration, reconcile_at } = start;
  return {
    pool,
    book: openBook(start, now),
    provider: configuration.provider ?? null,
    reconcileSeconds: configuration.reconcile_seconds,
    reconcileAt: reconcile_at ?? null,
    heardAt: 0,
    heardOf: new Set(),
  };
}

export function encodeState(state: LimiterState): LimiterStart {
  const { pool, book, provider, reconcileSeconds, reconcileAt } = state;
  const encoded = book.encode();
  const configuration = { capacity: encoded.configured, reconcile_seconds: reconcileSeconds };
  return {
    pool,
    configuration: { ...configuration, ...(provider && { provider }) },
    book: encoded,
    ...(reconcileAt === null ? {} : { reconcile_at: reconcileAt }),
  };
}
