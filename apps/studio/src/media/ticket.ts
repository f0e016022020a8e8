import { effect, signal } from '@preact/signals';
import { ask, server } from '../server/server';

/** How long before its end a ticket is replaced, in milliseconds: a video that plays goes on asking for ranges. */
const EARLY_MS = 10 * 60_000;

/** How long after a failure another is asked for, in milliseconds. */
const RETRY_MS = 3_000;

/** What lets pictures and videos in where a key is needed, as they cannot send one. */
export type Ticket = { state: 'unneeded' } | { state: 'awaited' } | { state: 'there'; ticket: string };

/** The ticket that files are shown with at present. */
export const ticket = signal<Ticket>({ state: server.peek().hasKey ? 'awaited' : 'unneeded' });

const toPauseMs = (expiresAt: string): number =>
  Math.max(RETRY_MS, Date.parse(expiresAt) - Date.now() - EARLY_MS);

effect(() => {
  const { hasKey } = server.value;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let isOver = false;
  const renew = async (): Promise<void> => {
    try {
      const given = await ask(({ api }) => api.createTicket({ scope: 'assets' }));
      if (isOver) return;
      ticket.value = { state: 'there', ticket: given.ticket };
      timer = setTimeout(() => void renew(), toPauseMs(given.expires_at));
    } catch {
      // Whatever the trouble is, the page tells of it elsewhere.
      if (!isOver) timer = setTimeout(() => void renew(), RETRY_MS);
    }
  };
  ticket.value = { state: hasKey ? 'awaited' : 'unneeded' };
  if (hasKey) void renew();
  return () => {
    isOver = true;
    clearTimeout(timer);
  };
});
