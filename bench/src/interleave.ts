/** One turn of one contestant; rounds count from 1. */
export interface Turn<Contestant> {
  round: number;
  contestant: Contestant;
}

/** A B C, A B C: what drifts on the machine meets all contestants alike. */
export function interleave<Contestant>(
  contestants: readonly Contestant[],
  rounds: number,
): Turn<Contestant>[] {
  return Array.from({ length: rounds }, (_, index) => index + 1).flatMap((round) =>
    contestants.map((contestant) => ({ round, contestant })),
  );
}
