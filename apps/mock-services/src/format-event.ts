import type { MockEvent } from './mock-event';

/** An event as one line: JSON for programs, words for a terminal. */
export function formatEvent({ event, ...fields }: MockEvent, forTerminal: boolean): string {
  if (!forTerminal) return `${JSON.stringify({ event, ...fields })}\n`;
  const words = Object.entries(fields).map(([name, value]) => `${name}=${String(value)}`);
  return `${event} ${words.join(' ')}\n`;
}
