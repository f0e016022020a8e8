import { Connection, type ConnectionOptions } from '@temporalio/client';
import { EngineError } from './engine-error';

/** A Temporal server to connect to, and how. */
export interface EngineTarget extends Pick<ConnectionOptions, 'tls' | 'apiKey' | 'metadata'> {
  /** `host:port`. */
  address: string;
  /** Default `default`. */
  namespace?: string;
  /** Default 10,000. */
  connectTimeoutMs?: number;
}

/**
 * Runs `fn` on a connection of its own.
 * @throws EngineError when nothing answers in time
 */
export async function withEngine<T>(
  target: EngineTarget,
  fn: (connection: Connection) => Promise<T>,
): Promise<T> {
  const { address, tls, apiKey, metadata, connectTimeoutMs = 10_000 } = target;
  let connection: Connection;
  try {
    connection = await Connection.connect({
      address,
      tls,
      apiKey,
      metadata,
      connectTimeout: connectTimeoutMs,
    });
  } catch (cause) {
    throw new EngineError(`No Temporal server answers at ${address}: ${(cause as Error).message}`, { cause });
  }
  try {
    return await fn(connection);
  } finally {
    await connection.close();
  }
}
