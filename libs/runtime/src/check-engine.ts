import type { Connection } from '@temporalio/client';
import { isServerTooOld, OLDEST_SERVER } from './is-server-too-old';
import type { EngineOptions } from './load-engine-options';
import { EXIT_STATUS, UserFacingError } from './user-facing-error';

/** The engine is older than what is needed. */
export class EngineTooOldError extends UserFacingError {
  override readonly name = 'EngineTooOldError';

  constructor(address: string, version: string) {
    super(
      `The Temporal server at ${address} is version ${version}; GenVideo needs ${OLDEST_SERVER} or newer. Update the server.`,
      EXIT_STATUS.outOfReach,
    );
  }
}

/** The engine has no namespace of that name. */
export class NamespaceMissingError extends UserFacingError {
  override readonly name = 'NamespaceMissingError';

  constructor(address: string, namespace: string) {
    super(
      `The Temporal server at ${address} has no namespace "${namespace}". Set TEMPORAL_NAMESPACE to one that it has, or create it: npx nx run worker:setup -- --create-namespace`,
      EXIT_STATUS.outOfReach,
    );
  }
}

/** gRPC's status for what is not there. */
const NOT_FOUND = 5;

const toCode = (error: unknown): unknown => (Object(error) as { code?: unknown }).code;

/** Whether the engine has the namespace; null where it does not let us ask. */
export async function hasNamespace(
  { workflowService }: Connection,
  namespace: string,
): Promise<boolean | null> {
  try {
    await workflowService.describeNamespace({ namespace });
    return true;
  } catch (error) {
    return toCode(error) === NOT_FOUND ? false : null;
  }
}

/**
 * Makes sure that the engine is new enough.
 * @returns its version, empty where it does not say
 * @throws EngineTooOldError
 */
export async function checkServerVersion(
  { workflowService }: Connection,
  { connection: { address } }: EngineOptions,
): Promise<string> {
  const { serverVersion } = await workflowService.getSystemInfo({});
  if (isServerTooOld(serverVersion)) throw new EngineTooOldError(address, serverVersion);
  return serverVersion;
}

/**
 * Makes sure that the engine is new enough and has the namespace. Where credentials do not allow to ask for that, it goes
 * on: whoever may run jobs need not be allowed more.
 * @throws EngineTooOldError, NamespaceMissingError
 */
export async function checkEngine(connection: Connection, engine: EngineOptions): Promise<void> {
  await checkServerVersion(connection, engine);
  if ((await hasNamespace(connection, engine.namespace)) === false)
    throw new NamespaceMissingError(engine.connection.address, engine.namespace);
}
