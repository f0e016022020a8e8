import { openEngine } from '#open-engine';
import { openApi } from './api/open-api';
import { InvalidRequestError } from './invalid-request-error';
import type { ApiAccess, JobAccess } from './job-access';
import { linkSignals, type LinkedSignal } from './link-signals';
import { parseAccessOptions, type WayOptions, type Ways } from './parse-access-options';

/** One for each call, since each tells of another job. */
const toClosedError = (): InvalidRequestError =>
  new InvalidRequestError('The client has been closed. Make a new one.');

/** The ways to the jobs that a client was configured with, opened when they are first gone. */
export class JobWays {
  readonly #ways: Ways;
  /** A listener for each at one signal would look like a leak to Node. */
  readonly #underWay = new Set<LinkedSignal>();
  #closed = false;
  readonly #api: ApiAccess | null;
  #engine: Promise<JobAccess> | null = null;

  /** @throws InvalidRequestError naming the option that is wrong or missing */
  constructor(options: WayOptions) {
    this.#ways = parseAccessOptions(options);
    this.#api = this.#ways.api && openApi(this.#ways.api);
  }

  get hasEngine(): boolean {
    return this.#ways.engine !== null;
  }

  get hasApi(): boolean {
    return this.#api !== null;
  }

  /** @throws InvalidRequestError when it is not configured */
  api(): ApiAccess {
    if (this.#api !== null) return this.#api;
    throw new InvalidRequestError('The API cannot be asked: apiBaseUrl is not given.');
  }

  /** @throws InvalidRequestError when it is not configured, or Temporal's client is not installed */
  async engine(): Promise<JobAccess> {
    if (this.#ways.engine === null)
      throw new InvalidRequestError('The engine cannot be asked: temporalHost is not given.');
    this.#engine ??= openEngine(this.#ways.engine);
    return this.#engine;
  }

  /** Runs a call with a signal that aborts with the caller's own, and when the client is closed. */
  async run<Answer>(
    signal: AbortSignal | undefined,
    call: (signal: AbortSignal) => Promise<Answer>,
  ): Promise<Answer> {
    const linked = this.#link(signal);
    try {
      linked.signal.throwIfAborted();
      return await call(linked.signal);
    } finally {
      linked.unlink();
    }
  }

  /** The same for an iteration. It ends quietly when the client is closed meanwhile, but does not begin afterwards. */
  async *iterate<Item>(
    signal: AbortSignal | undefined,
    iterate: (signal: AbortSignal) => AsyncIterable<Item>,
  ): AsyncGenerator<Item, void, undefined> {
    const linked = this.#link(signal);
    try {
      yield* iterate(linked.signal);
    } finally {
      linked.unlink();
      // Whoever leaves the iteration leaves nothing under way.
      linked.abort(undefined);
    }
  }

  /** Ends everything under way; what is asked afterwards is refused. */
  async close(): Promise<void> {
    this.#closed = true;
    for (const linked of this.#underWay) linked.abort(toClosedError());
    this.#underWay.clear();
    const opened = this.#engine;
    this.#engine = null;
    const engine = await opened?.catch(() => null);
    await engine?.close();
  }

  /** @throws InvalidRequestError when the client has been closed */
  #link(signal: AbortSignal | undefined): LinkedSignal {
    if (this.#closed) throw toClosedError();
    const linked = linkSignals([signal]);
    this.#underWay.add(linked);
    const unlink = (): void => {
      this.#underWay.delete(linked);
      linked.unlink();
    };
    return { ...linked, unlink };
  }
}
