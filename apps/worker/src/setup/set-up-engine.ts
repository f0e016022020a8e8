import { setTimeout as delay } from 'node:timers/promises';
import type { Connection } from '@temporalio/client';
import type { Config } from '@genvideo/models/config';
import { checkServerVersion, connectEngine, type EngineOptions } from '@genvideo/runtime';
import { ensureNamespace } from './ensure-namespace';
import { ensureSearchAttributes } from './ensure-search-attributes';
import { makeCurrent } from './make-current';
import type { SetupFlags } from './setup-flags';

export interface SetUpEngineOptions {
  config: Config;
  engine: EngineOptions;
  flags: SetupFlags;
  /** Told what was found or done, a line each. */
  tell: (line: string) => void;
}

/** What the parts of a server do not know yet of a namespace that has just been made: gRPC's NOT_FOUND. */
const NOT_FOUND = 5;

/** They look again every few seconds. */
const TRIES = 15;
const PAUSE_MS = 1_000;

const isUnknownYet = (error: unknown): boolean => {
  const { code, cause } = Object(error) as { code?: unknown; cause?: unknown };
  return code === NOT_FOUND || (cause !== undefined && isUnknownYet(cause));
};

async function onceKnown<Outcome>(work: () => Promise<Outcome>): Promise<Outcome> {
  for (let attempt = 1; ; attempt += 1)
    try {
      return await work();
    } catch (error) {
      if (attempt === TRIES || !isUnknownYet(error)) throw error;
      await delay(PAUSE_MS);
    }
}

async function prepare(
  connection: Connection,
  { config, engine, flags, tell }: SetUpEngineOptions,
): Promise<void> {
  const { address } = engine.connection;
  const version = await checkServerVersion(connection, engine);
  tell(`server at ${address}: Temporal ${version || 'of a version that it does not tell'}`);
  tell(await ensureNamespace(connection, engine, flags));
  tell(await onceKnown(() => ensureSearchAttributes(connection, engine.namespace)));
  if (flags.makeCurrent) tell(await makeCurrent(connection, engine.namespace, config));
}

/**
 * Prepares an engine for jobs: adds what is missing and changes nothing else, so that it can be run at every deploy.
 * @throws UserFacingError saying what is wrong and who mends it
 */
export async function setUpEngine(options: SetUpEngineOptions): Promise<void> {
  const { engine, flags } = options;
  const connection = await connectEngine({ engine, patienceSeconds: flags.patienceSeconds });
  try {
    await prepare(connection, options);
  } finally {
    await connection.close();
  }
}
