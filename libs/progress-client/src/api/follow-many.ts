import type { EventSourceMessage } from 'eventsource-parser';
import { z } from 'zod';
import { progressAnswerSchema } from '@genvideo/models/schemas';
import { ForwardMany } from '../forward-many';
import { createOutageClock, type OutageClock } from '../outage-clock';
import { pause } from '../pause';
import type { JobsEvent } from '../progress-result';
import { UnreachableError } from '../unreachable-error';
import type { ApiOptions, ApiRequest } from './api-request';
import { openEventStream } from './open-event-stream';
import { parseAnswer } from './read-answer';
import { toReconnectDelayMs } from './reconnect-delay';
import { describeRequest } from './send-request';
import { checkWatchedJobs, isNamed, toWatchQuery, type WatchedJobs } from './watched-jobs';

/** The wait after the first failure unless the API wishes another, in milliseconds. */
const RECONNECT_BASE_MS = 500;

/** Whether events come at present. */
export type ConnectionState = 'live' | 'lost';

export interface FollowManyOptions {
  signal: AbortSignal;
  /** Told when events begin to come, and when the connection is lost; the watch goes on by itself. */
  onConnection?: ((state: ConnectionState) => void) | undefined;
}

const missingSchema = z.object({ workflow_id: z.string(), type: z.string(), message: z.string() });

const PARSERS: Record<string, (message: EventSourceMessage, described: string) => JobsEvent> = {
  progress: (message, described) => ({
    ...parseData(progressAnswerSchema, message, described),
    error: null,
  }),
  missing(message, described) {
    const { workflow_id, ...error } = parseData(missingSchema, message, described);
    const timestamp = new Date().toISOString();
    return { workflow_id, workflow_status: null, progress: null, timestamp, error };
  },
};

function parseData<Data>(schema: z.ZodType<Data>, { data }: EventSourceMessage, described: string): Data {
  const headers = new Headers({ 'content-type': 'text/event-stream' });
  return parseAnswer(schema, { status: 200, headers, text: data }, described);
}

/** A watch of many jobs over as many connections as it takes. */
class ManyFollower {
  private readonly forward = new ForwardMany();
  private readonly clock: OutageClock = createOutageClock();
  private failures = 0;
  private baseMs = RECONNECT_BASE_MS;
  private lastEventId: string | null = null;
  private state: ConnectionState | null = null;

  constructor(
    private readonly options: ApiOptions,
    private readonly jobs: WatchedJobs,
    private readonly watch: FollowManyOptions,
  ) {}

  /** The jobs that are left: those that have ended are not asked for again. */
  private toLeft(): WatchedJobs {
    return isNamed(this.jobs) ? this.jobs.filter((id) => !this.forward.hasEnded(id)) : this.jobs;
  }

  get isOver(): boolean {
    return isNamed(this.jobs) && this.jobs.every((id) => this.forward.hasEnded(id));
  }

  /** One connection: its events, until the API says that there are no more. */
  async *followOnce(): AsyncGenerator<JobsEvent, void, undefined> {
    const request: ApiRequest = {
      method: 'GET',
      path: `/events?${toWatchQuery(this.toLeft())}`,
      workflowId: '',
      signal: this.watch.signal,
      headers: {
        accept: 'text/event-stream, application/problem+json',
        ...(this.lastEventId === null ? {} : { 'last-event-id': this.lastEventId }),
      },
    };
    const described = describeRequest(this.options, { ...request, path: '/events' });
    this.forward.reconnect();
    const onRetry = (ms: number): void => void (this.baseMs = ms);
    for await (const message of openEventStream(this.options, request, {
      onRetry,
      onHeard: () => this.hear(),
    })) {
      if (message.event === 'end') return;
      const parse = PARSERS[message.event ?? ''];
      if (!parse) continue;
      const event = this.forward.take(parse(message, described));
      this.lastEventId = message.id ?? this.lastEventId;
      if (event) yield event;
    }
    if (!this.isOver) throw new UnreachableError(`The API ended the stream: ${described}.`);
  }

  /** How long to wait after a connection has failed, in milliseconds; null when the watch gives up. */
  fail(error: unknown): number | null {
    this.tell('lost');
    this.failures += 1;
    const { failures, baseMs } = this;
    // Who is patient for ever waits for an API that was never there, too.
    const lastsMs = this.clock.failed() ?? (Number.isFinite(this.options.patienceMs) ? null : 0);
    return toReconnectDelayMs(error, { failures, baseMs, lastsMs }, this.options);
  }

  private hear(): void {
    this.clock.heard();
    this.failures = 0;
    this.tell('live');
  }

  private tell(state: ConnectionState): void {
    if (this.state === state) return;
    this.state = state;
    this.watch.onConnection?.(state);
  }
}

/**
 * What the API pushes of many jobs on one stream: the present state of each, then every change, each end for certain.
 * Connects again by itself. Ends after the last end where the jobs are named, else when the signal aborts.
 * @throws ClientError when the API refuses, or was out of reach for too long
 */
export async function* followMany(
  options: ApiOptions,
  jobs: WatchedJobs,
  watch: FollowManyOptions,
): AsyncGenerator<JobsEvent, void, undefined> {
  checkWatchedJobs(jobs);
  const { signal } = watch;
  const follower = new ManyFollower(options, jobs, watch);
  while (!signal.aborted && !follower.isOver) {
    try {
      yield* follower.followOnce();
      return;
    } catch (error) {
      if (signal.aborted) return;
      const delayMs = follower.fail(error);
      if (delayMs === null) throw error;
      await pause(delayMs, signal);
    }
  }
}
