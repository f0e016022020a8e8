/** A place in the record that a job's workflow keeps of its own progress. It outlives this process. */
export interface Place {
  /** `updated_at` of the entry, in milliseconds of the Unix epoch. */
  atMs: number;
  /** Which of the entries of that millisecond, from 1. */
  nth: number;
}

/** How far somebody has followed a job. */
export interface EventCursor extends Place {
  /** The percent that was told last. */
  percent: number;
  /** Whether the job's final state was told. */
  over: boolean;
}

const PATTERN = /^(\d{1,15})-(\d{1,4})-(\d{1,3})(-over)?$/;

/** The cursor as the id of an event, to come back as `Last-Event-ID`. */
export function formatCursor({ atMs, nth, percent, over }: EventCursor): string {
  return `${atMs}-${nth}-${percent}${over ? '-over' : ''}`;
}

/** The cursor that an event's id stands for, or null for what is no id of ours. */
export function parseCursor(id: string): EventCursor | null {
  const [, at, nth, percent, over] = PATTERN.exec(id) ?? [];
  if (at === undefined || Number(percent) > 100) return null;
  return { atMs: Number(at), nth: Number(nth), percent: Number(percent), over: over !== undefined };
}

/** Whether a place lies behind another. */
export function isAfter(place: Place, other: Place): boolean {
  return place.atMs > other.atMs || (place.atMs === other.atMs && place.nth > other.nth);
}
