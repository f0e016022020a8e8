import type { Explanation } from '@genvideo/models';
import { ClientError } from '@genvideo/progress-client';
import { EXIT_STATUS, type ExitStatus } from '@genvideo/runtime';
import { createClient } from './create-client';
import { formatExplanation } from './format-explanation';
import type { ExplainFlags } from './progress-flags';
import type { ProgressSurroundings } from './progress-surroundings';
import { tellRequests } from './tell-requests';
import { toErrorExit } from './to-exit-status';

/** Somebody waits for the answer, and there may be two ways to try. */
const TIMEOUT_MS = 3_000;

const FAILED: readonly Explanation['state'][] = ['failed', 'cancelled', 'terminated', 'timed_out'];

/** `explain`: why a job is where it is. */
export async function runExplain(
  workflowId: string,
  flags: ExplainFlags,
  surroundings: ProgressSurroundings,
): Promise<ExitStatus> {
  const { output, errors, signal } = surroundings;
  const { method, json = false, verbose = false } = flags;
  const notice = (text: string): void => void errors.write(`${text}\n`);
  const client = createClient(flags, surroundings, {
    timeoutMs: TIMEOUT_MS,
    ...(verbose ? { fetch: tellRequests(fetch, notice) } : {}),
  });
  try {
    const explanation = await client.explain(workflowId, { method, signal });
    output.write(`${json ? JSON.stringify(explanation) : formatExplanation(explanation)}\n`);
    return FAILED.includes(explanation.state) ? EXIT_STATUS.failed : EXIT_STATUS.ok;
  } catch (error) {
    if (signal.aborted) return EXIT_STATUS.ok;
    if (!(error instanceof ClientError)) throw error;
    notice(`${workflowId}: ${error.message}`);
    return toErrorExit(error.type);
  } finally {
    await client.close();
  }
}
