import type { KlingVideoSubmit } from '@genvideo/models/wire';

/** Half-way between the two lengths that Kling makes, in seconds. */
const HALF_WAY = 7.5;

/** The nearer of the lengths that Kling makes, the shorter one, which costs less, where both are as near; in seconds. */
export const toKlingDuration = (seconds: number): KlingVideoSubmit['duration'] =>
  seconds > HALF_WAY ? '10' : '5';
