import type { SubmissionPlan } from './plan-submissions';

/**
 * How to go on once the bad lines of a file are put right, null when there are none. The id of a batch is made from
 * what its file holds: the mended file would be another batch, and the good lines would be paid for again.
 * @param command the command as it was typed, with this batch named
 */
export function describeMending(
  { badLines, batchId }: Pick<SubmissionPlan, 'badLines' | 'batchId'>,
  command: string,
): string | null {
  if (badLines.length === 0) return null;
  const lines =
    badLines.length === 1
      ? '1 line is no job and was left out. Put it right where it stands'
      : `${badLines.length} lines are no jobs and were left out. Put them right where they stand`;
  return `${lines}, then go on with batch ${batchId}, so that nothing is paid twice: ${command}`;
}
