import { useRef } from 'preact/hooks';
import type { Asset } from '@genvideo/progress-client';
import { BASE_URL } from '../server/base-url';
import { ticket } from './ticket';
import { toOwnUrl } from './to-own-url';

/** A file of a result, as far as showing it goes. */
export type ShownFile = Pick<Asset, 'url'> & Partial<Pick<Asset, 'sha256'>>;

/** The URL to show a file by; null while there is none yet. It stays as it is while the file is shown. */
export function useMediaUrl(file: ShownFile | null): string | null {
  const kept = useRef<{ of: string; url: string } | null>(null);
  const state = ticket.value;
  if (file === null) return null;
  if (kept.current?.of === file.url) return kept.current.url;
  if (state.state === 'awaited') return null;
  const query = { v: file.sha256 ?? null, ticket: state.state === 'there' ? state.ticket : null };
  const url = toOwnUrl(file.url, BASE_URL, query);
  kept.current = { of: file.url, url };
  return url;
}
