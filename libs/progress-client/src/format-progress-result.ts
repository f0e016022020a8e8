import type { ProgressResult } from './progress-result';

const toTime = (at: string | null): string => (at === null ? '' : `, ready about ${at}`);

/**
 * A result as one line of text: `job-1: 42 % video (running): Making the video, ready about ... [api]`. That of a job
 * that has completed ends with where to get what it made.
 */
export function formatProgressResult({ workflow_id: id, progress, error, source }: ProgressResult): string {
  if (progress === null) return `${id}: ${error ?? 'nothing is known'}`;
  const { percent, step, status, message, error_message: why } = progress;
  const told = why === null || why === message ? message : `${message}: ${why}`;
  // Before that it is the picture the video is made from.
  const made = status === 'completed' && progress.asset_url !== null ? ` ${progress.asset_url}` : '';
  return `${id}: ${percent} % ${step} (${status}): ${told}${toTime(progress.estimated_completion)} [${source ?? 'unknown'}]${made}`;
}
