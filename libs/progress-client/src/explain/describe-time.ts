const SECONDS_PER_MINUTE = 60;
const SECONDS_PER_HOUR = 3_600;

/** A length of time for people: "0.4 s", "42 s", "3 min 20 s", "2 h 5 min". */
export function describeSeconds(seconds: number): string {
  if (seconds < 1) return `${Math.max(0, seconds).toFixed(1)} s`;
  const whole = Math.round(seconds);
  if (whole < SECONDS_PER_MINUTE * 2) return `${whole} s`;
  const minutes = Math.floor(whole / SECONDS_PER_MINUTE);
  if (whole < SECONDS_PER_HOUR) return `${minutes} min ${whole % SECONDS_PER_MINUTE} s`;
  return `${Math.floor(whole / SECONDS_PER_HOUR)} h ${minutes % SECONDS_PER_MINUTE} min`;
}

/** A moment for people, to the second, UTC. */
export function describeMoment(moment: Date | string): string {
  return `${new Date(moment).toISOString().slice(0, 19)}Z`;
}

/** How long ago, in seconds. */
export function toAgeSeconds(since: Date | string, now: Date): number {
  return (now.getTime() - new Date(since).getTime()) / 1_000;
}
