import type { EventCursor } from './event-cursor';

/**
 * How long what happened may take to reach a stream of many jobs, in milliseconds: so much of the past is told again to
 * who comes back, rather than lost.
 */
const SLACK_MS = 3_000;

const PATTERN = /^at-(\d{1,15})$/;

/** The id of an event of a stream of many jobs: everything before a moment has been told. It means the same everywhere. */
export function formatStreamCursor(untilMs: number): string {
  return `at-${untilMs - SLACK_MS}`;
}

/** The moment that an event's id stands for, in milliseconds of the Unix epoch; null for what is no id of ours. */
export function parseStreamCursor(id: string | null): number | null {
  const [, at] = PATTERN.exec(id ?? '') ?? [];
  return at === undefined ? null : Number(at);
}

/** Where a job of such a stream goes on: with the stages that began after the moment, and its present state. */
export function toJobCursor(atMs: number | null): EventCursor | null {
  return atMs === null ? null : { atMs, nth: Number.MAX_SAFE_INTEGER, percent: 0, over: false };
}
