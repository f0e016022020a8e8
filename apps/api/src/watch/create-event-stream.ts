import type { RequestHandler } from 'express';
import { isClosed } from '@genvideo/progress-client/direct';
import type { Caller } from '../auth/caller';
import { checkVisible } from '../job/check-visible';
import { END_ID, readLastEventId, toClosedSignal } from './event-writer';
import { createHeartbeatWheel } from './heartbeat-wheel';
import type { ProgressHub } from './progress-hub';
import { streamEvents } from './stream-events';

export interface EventStreamOptions {
  hub: ProgressHub;
  /** The time between two comment lines that keep a quiet stream open; default 15,000. */
  heartbeatMs?: number;
  /** How long a watcher may leave what was sent to it unread before it is cut off; default 45,000. */
  stalledMs?: number;
}

/**
 * `GET /workflows/{workflow_id}/events`: a job's progress as server-sent events. The caller is looked for where the
 * router's door leaves it, in `response.locals`.
 */
export function createEventStream(options: EventStreamOptions): RequestHandler<{ workflow_id: string }> {
  const { hub, heartbeatMs = 15_000, stalledMs = 45_000 } = options;
  const wheel = createHeartbeatWheel(heartbeatMs);

  return async (request, response) => {
    const { workflow_id: workflowId } = request.params;
    const signal = toClosedSignal(response);
    const job = await hub.read(workflowId);
    if (signal.aborted) return;
    const { caller } = response.locals as { caller: Caller };
    checkVisible(caller, job);
    const after = readLastEventId(request);
    if (after === END_ID && isClosed(job.workflow_status)) {
      response.status(204).end();
      return;
    }
    const events = hub.watch(workflowId, { signal, after, caller });
    await streamEvents(response, { signal, wheel, stalledMs }, async (writer) => {
      for await (const event of events) await writer.write(event.toChunk());
      await writer.send('end', { reason: 'The job has ended' }, END_ID);
    });
  };
}
