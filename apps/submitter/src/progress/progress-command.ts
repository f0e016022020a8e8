import type { Config } from '@genvideo/models/config';
import { ProgressQueryClient, type ProgressResult } from '@genvideo/progress-client';
import { EXIT_STATUS, type EngineOptions, type ExitStatus } from '@genvideo/runtime';
import { toApiUrl } from '../to-api-url';
import { createAskJob } from './ask-job';
import { createJsonView } from './create-json-view';
import { createLinesView, type FormatResult } from './create-lines-view';
import { createLiveView } from './create-live-view';
import type { MonitorFlags, ProgressFlags } from './progress-flags';
import type { ProgressSession } from './progress-session';
import type { ProgressView } from './progress-view';
import { showOnce } from './show-once';
import { showUntilEnd } from './show-until-end';
import { tellLooks } from './tell-looks';
import { tellRequests } from './tell-requests';
import { toBarLine } from './to-bar-line';

/** What the commands need of the process they run in. */
export interface ProgressSurroundings {
  config: Config;
  engine: EngineOptions;
  output: NodeJS.WriteStream;
  errors: NodeJS.WriteStream;
  /** Aborts when nobody wants to know any more: after Ctrl-C, or when who reads the output has gone. */
  signal: AbortSignal;
}

const toBar = ({ workflow_id: id, progress }: ProgressResult): string =>
  progress === null ? id : toBarLine(id, progress, Date.now());

/** Text for people: bars where there is a terminal, else plain lines. */
type CreateTextView = (outlets: ProgressSurroundings, format: FormatResult) => ProgressView;

const createClient = (
  flags: ProgressFlags,
  { config, engine }: ProgressSurroundings,
  fetchOptions: { fetch?: typeof fetch },
): ProgressQueryClient => {
  const { address, ...connection } = engine.connection;
  return new ProgressQueryClient({
    temporalHost: address,
    namespace: engine.namespace,
    temporalConnection: connection,
    apiBaseUrl: flags.apiUrl ?? toApiUrl(config),
    apiKey: flags.apiKey ?? config.API_KEY ?? undefined,
    ...fetchOptions,
  });
};

interface SessionOptions {
  flags: ProgressFlags;
  surroundings: ProgressSurroundings;
  createTextView: CreateTextView;
}

/** Works with a client and a view, and closes both. Nobody wanting to know any more is no failure. */
async function withSession(
  { flags, surroundings, createTextView }: SessionOptions,
  work: (session: ProgressSession) => Promise<ExitStatus>,
): Promise<ExitStatus> {
  const { output, signal } = surroundings;
  const { method, json = false, verbose = false } = flags;
  const notice = (text: string): void => view.notice(text);
  const client = createClient(flags, surroundings, verbose ? { fetch: tellRequests(fetch, notice) } : {});
  const format = output.isTTY ? toBar : (result: ProgressResult) => client.formatProgressResult(result);
  const view = json ? createJsonView(surroundings) : createTextView(surroundings, format);
  try {
    const ask = createAskJob(client, { method, signal });
    return await work({ ask: verbose ? tellLooks(ask, method, notice) : ask, view, signal });
  } catch (error) {
    if (signal.aborted) return EXIT_STATUS.ok;
    throw error;
  } finally {
    view.close();
    await client.close();
  }
}

/** `single` and `multiple`: how jobs stand now. */
export function runProgressOnce(
  workflowIds: readonly string[],
  flags: ProgressFlags,
  surroundings: ProgressSurroundings,
): Promise<ExitStatus> {
  return withSession({ flags, surroundings, createTextView: createLinesView }, (session) =>
    showOnce(workflowIds, session),
  );
}

/** `monitor`: how a job stands, until it has ended. */
export function runProgressMonitor(
  workflowId: string,
  flags: MonitorFlags,
  surroundings: ProgressSurroundings,
): Promise<ExitStatus> {
  const createTextView = surroundings.output.isTTY ? createLiveView : createLinesView;
  const { interval: intervalSeconds, maxIterations = Infinity } = flags;
  return withSession({ flags, surroundings, createTextView }, (session) =>
    showUntilEnd(workflowId, session, { intervalSeconds, maxIterations }),
  );
}
