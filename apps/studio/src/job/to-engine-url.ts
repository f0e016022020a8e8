import type { Session } from '@genvideo/progress-client';

/** Where Temporal's own pages show a job; null where nobody said where they are. */
export function toEngineUrl(
  session: Pick<Session, 'temporal_ui_url' | 'namespace'> | null,
  id: string,
): string | null {
  if (session === null || session.temporal_ui_url === null) return null;
  const base = session.temporal_ui_url.replace(/\/+$/, '');
  return `${base}/namespaces/${encodeURIComponent(session.namespace)}/workflows/${encodeURIComponent(id)}`;
}
