import {
  formatProgressResult,
  type ProgressQueryClient,
  type ProgressResult,
} from '@genvideo/progress-client';
import { EXIT_STATUS, type ExitStatus } from '@genvideo/runtime';
import { createAskJob } from './ask-job';
import { createClient } from './create-client';
import { createForwardView } from './create-forward-view';
import { createJsonView } from './create-json-view';
import { createLinesView, type FormatResult } from './create-lines-view';
import { createLiveView } from './create-live-view';
import type { MonitorFlags, ProgressFlags } from './progress-flags';
import type { ProgressSession } from './progress-session';
import type { ProgressSurroundings } from './progress-surroundings';
import type { ProgressView } from './progress-view';
import { showChanges } from './show-changes';
import { showOnce } from './show-once';
import { showUntilEnd } from './show-until-end';
import { tellLooks } from './tell-looks';
import { tellRequests } from './tell-requests';
import { toBarLine } from './to-bar-line';
import { createWatchJob } from './watch-job';

const toBar = ({ workflow_id: id, progress }: ProgressResult): string =>
  progress === null ? id : toBarLine(id, progress, Date.now());

/** Text for people: bars where there is a terminal, else plain lines. */
type CreateTextView = (outlets: ProgressSurroundings, format: FormatResult) => ProgressView;

interface SessionOptions {
  flags: ProgressFlags;
  surroundings: ProgressSurroundings;
  createTextView: CreateTextView;
  /** How long each way may take to answer, in milliseconds; default: as long as the client library lets it. */
  timeoutMs?: number;
}

/** Works with a client and a view, and closes both. Nobody wanting to know any more is no failure. */
async function withSession(
  { flags, surroundings, createTextView, timeoutMs }: SessionOptions,
  work: (session: ProgressSession, client: ProgressQueryClient) => Promise<ExitStatus>,
): Promise<ExitStatus> {
  const { output, signal } = surroundings;
  const { method, json = false, verbose = false } = flags;
  const view = createForwardView(
    json
      ? createJsonView(surroundings)
      : createTextView(surroundings, output.isTTY ? toBar : formatProgressResult),
  );
  const notice = (text: string): void => view.notice(text);
  const client = createClient(flags, surroundings, {
    timeoutMs,
    ...(verbose ? { fetch: tellRequests(fetch, notice) } : {}),
  });
  try {
    const ask = createAskJob(client, { method, signal });
    return await work({ ask: verbose ? tellLooks(ask, method, notice) : ask, view, signal }, client);
  } catch (error) {
    if (signal.aborted) return EXIT_STATUS.ok;
    throw error;
  } finally {
    view.close();
    await client.close();
  }
}

/** Somebody waits for the answer, and there may be two ways to try. */
const ONCE_TIMEOUT_MS = 3_000;

/** `single` and `multiple`: how jobs stand now. */
export function runProgressOnce(
  workflowIds: readonly string[],
  flags: ProgressFlags,
  surroundings: ProgressSurroundings,
): Promise<ExitStatus> {
  const options = { flags, surroundings, createTextView: createLinesView, timeoutMs: ONCE_TIMEOUT_MS };
  return withSession(options, (session) => showOnce(workflowIds, session));
}

const DEFAULT_INTERVAL_SECONDS = 5;

/** A bar that may move whenever it likes; lines come at a pace that scripts can count on. */
const isPushed = (
  { method, json, interval, maxIterations }: MonitorFlags,
  { output }: ProgressSurroundings,
): boolean =>
  output.isTTY && !json && method === 'fallback' && interval === undefined && maxIterations === undefined;

/** `monitor`: how a job stands, until it has ended. */
export function runProgressMonitor(
  workflowId: string,
  flags: MonitorFlags,
  surroundings: ProgressSurroundings,
): Promise<ExitStatus> {
  const createTextView = surroundings.output.isTTY ? createLiveView : createLinesView;
  const { interval: intervalSeconds = DEFAULT_INTERVAL_SECONDS, maxIterations = Infinity } = flags;
  return withSession({ flags, surroundings, createTextView }, (session, client) =>
    isPushed(flags, surroundings)
      ? showChanges(workflowId, session, { watch: createWatchJob(client, session) })
      : showUntilEnd(workflowId, session, { intervalSeconds, maxIterations }),
  );
}
