import type { JSX } from 'preact';
import { toExactMoment, toMoment } from '../format/to-moment';
import { toRelative } from '../format/to-relative';
import { now } from '../shell/now';

export interface MomentProps {
  at: string;
  /** As a distance from now in place of a time of day. */
  isRelative?: boolean;
}

/** A moment in the visitor's words, exact for whoever points at it. */
export function Moment({ at, isRelative = false }: MomentProps): JSX.Element {
  // A time of day is the same a second later.
  const text = isRelative ? toRelative(at, now.value) : toMoment(at, now.peek());
  return (
    <time dateTime={at} title={toExactMoment(at)}>
      {text ?? at}
    </time>
  );
}
