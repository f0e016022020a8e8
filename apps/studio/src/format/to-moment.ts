const sameDay = new Intl.DateTimeFormat(undefined, { timeStyle: 'short' });
const otherDay = new Intl.DateTimeFormat(undefined, { dateStyle: 'medium', timeStyle: 'short' });
const exact = new Intl.DateTimeFormat(undefined, { dateStyle: 'long', timeStyle: 'medium' });

const isSameDay = (left: Date, right: Date): boolean => left.toDateString() === right.toDateString();

/** A moment for people: the time alone for today's, with the day for others. Null for what is no time. */
export function toMoment(iso: string, now: Date): string | null {
  const at = new Date(iso);
  if (Number.isNaN(at.getTime())) return null;
  return (isSameDay(at, now) ? sameDay : otherDay).format(at);
}

/** The same to the second, for titles. */
export function toExactMoment(iso: string): string {
  const at = new Date(iso);
  return Number.isNaN(at.getTime()) ? iso : exact.format(at);
}
