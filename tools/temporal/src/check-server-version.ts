import { EngineError } from './engine-error';
import { isAtLeast } from './is-at-least';
import { PINNED } from './pinned-versions';
import { withEngine, type EngineTarget } from './with-engine';

/**
 * Asks a running server for its version, and returns it.
 * @throws EngineError when nothing answers, or the server is older than 1.29
 */
export async function checkServerVersion(target: EngineTarget): Promise<string> {
  const info = await withEngine(target, (connection) => connection.workflowService.getSystemInfo({}));
  const version = info.serverVersion ?? '';
  if (!isAtLeast(version, PINNED.minimumServer)) {
    const found = version || 'of unknown version';
    throw new EngineError(
      `The Temporal server at ${target.address} is ${found}; GenVideo needs ${PINNED.minimumServer} or newer.`,
    );
  }
  return version;
}
