import { setTimeout as delay } from 'node:timers/promises';
import { Connection, defaultGrpcRetryOptions, makeGrpcRetryInterceptor } from '@temporalio/client';
import { EngineTlsError } from './engine-tls-error';
import { findOwnCertificateProblem } from './find-tls-problem';
import type { EngineOptions } from './load-engine-options';
import type { EngineCallMeter } from './metrics/engine-call-meter';
import { probeTls } from './probe-tls';
import { EXIT_STATUS, UserFacingError } from './user-facing-error';

/** The engine answered, and did not let us in. */
export class EngineRefusedError extends UserFacingError {
  override readonly name = 'EngineRefusedError';

  constructor(address: string, options: { cause: Error }) {
    super(
      `The Temporal server at ${address} refused the connection: ${options.cause.message}. Check TEMPORAL_API_KEY, TLS and TEMPORAL_NAMESPACE.`,
      EXIT_STATUS.outOfReach,
      options,
    );
  }
}

/** The engine did not answer for as long as it was waited for. */
export class EngineUnreachableError extends UserFacingError {
  override readonly name = 'EngineUnreachableError';

  constructor(address: string, seconds: number, options: ErrorOptions) {
    super(
      `No Temporal server answered at ${address} within ${seconds} s. Start one with "npm start", or set TEMPORAL_HOST to one that runs.`,
      EXIT_STATUS.outOfReach,
      options,
    );
  }
}

export interface ConnectEngineOptions {
  engine: EngineOptions;
  /** How long to keep trying, in seconds; default 30. */
  patienceSeconds?: number;
  /** Told once per failed try. */
  onRetry?: (address: string, error: unknown) => void;
  signal?: AbortSignal;
  /** Counts what is asked of the engine. */
  meter?: EngineCallMeter;
}

/** gRPC's statuses for credentials that are missing or wrong. */
const REFUSALS: ReadonlySet<unknown> = new Set([7, 16]);

/** The refusal that an error is, or that the client has wrapped; null for another trouble. */
function findRefusal(error: unknown): Error | null {
  const { code, cause } = Object(error) as { code?: unknown; cause?: unknown };
  if (REFUSALS.has(code)) return error as Error;
  return cause === undefined ? null : findRefusal(cause);
}

const TRY_TIMEOUT_MS = 3_000;
const PAUSE_MS = 1_000;

/**
 * Opens a connection to the engine, trying again while it does not answer.
 * @throws EngineUnreachableError when the patience is over; EngineRefusedError and EngineTlsError at once
 */
export async function connectEngine({
  engine,
  patienceSeconds = 30,
  onRetry,
  signal,
  meter,
}: ConnectEngineOptions): Promise<Connection> {
  const deadline = Date.now() + patienceSeconds * 1_000;
  const { address, tls } = engine.connection;
  const expired = findOwnCertificateProblem(tls);
  if (expired) throw new EngineTlsError(address, expired);
  for (;;) {
    try {
      return await Connection.connect({
        ...engine.connection,
        connectTimeout: TRY_TIMEOUT_MS,
        ...(meter && { interceptors: [makeGrpcRetryInterceptor(defaultGrpcRetryOptions()), meter] }),
      });
    } catch (error) {
      const refusal = findRefusal(error);
      if (refusal) throw new EngineRefusedError(address, { cause: refusal });
      const insecure = await probeTls(engine.connection);
      if (insecure) throw new EngineTlsError(address, insecure, { cause: error });
      if (Date.now() + PAUSE_MS > deadline)
        throw new EngineUnreachableError(address, patienceSeconds, { cause: error });
      onRetry?.(address, error);
      await delay(PAUSE_MS, undefined, { signal });
    }
  }
}
