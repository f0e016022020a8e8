import type { RequestHandler } from 'express';
import { EngineUnavailableError, NotFoundError } from '@genvideo/progress-client/direct';
import type { Caller } from '../auth/caller';
import { toClientProblem } from '../explain-client-error';
import type { WatchFilters } from '../job/list-filters';
import { toProblem } from '../problem';
import type { EventStreamOptions } from './create-event-stream';
import type { JobFinder } from './create-job-finder';
import { END_ID, readLastEventId, toClosedSignal, toEventText, type EventWriter } from './event-writer';
import { MatchingFollower, type MatchingJobs } from './follow-matching-jobs';
import { createHeartbeatWheel } from './heartbeat-wheel';
import type { JobsWatch, JobsWatchItem } from './jobs-watch';
import { MAX_FOLLOWED, parseWatchQuery, type WatchQuery } from './parse-watch-query';
import { formatStreamCursor, parseStreamCursor, toJobCursor } from './stream-cursor';
import { streamEvents } from './stream-events';

export interface JobsStreamOptions extends EventStreamOptions {
  finder: JobFinder;
  /** What a caller's filters stand for. */
  toMatching: (filters: WatchFilters, caller: Caller) => MatchingJobs;
}

const toMissing = ({ workflowId, error }: Extract<JobsWatchItem, { kind: 'missing' }>): Buffer => {
  const { kind: type, message } = toProblem(toClientProblem(error));
  return Buffer.from(toEventText('missing', { workflow_id: workflowId, type, message }));
};

const toBytes = (item: JobsWatchItem): Buffer =>
  item.kind === 'progress' ? item.event.toBody() : toMissing(item);

/** The job of which nothing more will be told, if this is the last. */
const toLastId = (item: JobsWatchItem): string | null => {
  if (item.kind === 'missing') return item.workflowId;
  return item.event.kind === 'last' ? item.event.view.workflow_id : null;
};

const OVERFLOW = {
  followed: MAX_FOLLOWED,
  reason: `More jobs match than the ${MAX_FOLLOWED} that one stream follows; the others join as these end. Narrow the filter to see them sooner.`,
};

/** Sends everything of a watch to its end. */
async function sendJobs(
  writer: EventWriter,
  watch: JobsWatch,
  matching: MatchingFollower | null,
): Promise<void> {
  let overflowTold = false;
  for await (const { items, untilMs } of watch) {
    const id = Buffer.from(`id: ${formatStreamCursor(untilMs)}\n`);
    await writer.write(Buffer.concat(items.flatMap((item) => [id, toBytes(item)])));
    for (const last of items.map(toLastId)) if (last !== null) matching?.forget(last);
    if (matching?.overflows && !overflowTold) await writer.send('overflow', OVERFLOW);
    overflowTold = matching?.overflows ?? false;
  }
  await writer.send('end', { reason: 'All jobs have ended' }, END_ID);
}

/**
 * `GET /events`: the progress of many jobs as server-sent events. The caller is looked for where the router's door leaves
 * it, in `response.locals`.
 */
export function createJobsStream(options: JobsStreamOptions): RequestHandler {
  const { hub, finder, toMatching, heartbeatMs = 15_000, stalledMs = 45_000 } = options;
  const wheel = createHeartbeatWheel(heartbeatMs);

  /**
   * An engine that is away is told by the reads before the stream begins; a job that is not there, on it. One that is only
   * busy keeps nobody out: the stream waits for it.
   */
  const probe = async (workflowId: string | undefined): Promise<void> => {
    if (workflowId === undefined) return;
    await hub.read(workflowId).catch((error: unknown) => {
      if (!(error instanceof NotFoundError || error instanceof EngineUnavailableError)) throw error;
    });
  };

  return async (request, response) => {
    const signal = toClosedSignal(response);
    const { caller, query } = response.locals as { caller: Caller; query: WatchQuery };
    const { ids, filters } = parseWatchQuery(query);
    const lastEventId = readLastEventId(request);
    if (lastEventId === END_ID && filters === null) {
      response.status(204).end();
      return;
    }
    await probe(ids[0]);
    const sinceMs = parseStreamCursor(lastEventId);
    const jobs = filters === null ? ids.length : MAX_FOLLOWED;
    const watch = hub.watchMany({ signal, caller, jobs });
    try {
      for (const id of ids) watch.follow(id, toJobCursor(sinceMs));
      const matching =
        filters && new MatchingFollower(toMatching(filters, caller), { watch, sinceMs, signal });
      await matching?.begin();
      if (matching) matching.goOn(finder);
      else watch.seal();
      await streamEvents(response, { signal, wheel, stalledMs }, (writer) =>
        sendJobs(writer, watch, matching),
      );
    } finally {
      watch.close();
    }
  };
}
