import { once } from 'node:events';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';

const LAST_PORT = 65_535;

export interface ListenOptions {
  host: string;
  /** 0 takes a free one. */
  port: number;
  /** How many ports to try, this one and those above it. */
  tries: number;
}

const isTaken = (error: unknown): boolean => (error as NodeJS.ErrnoException).code === 'EADDRINUSE';

async function listen(server: Server, port: number, host: string): Promise<boolean> {
  server.listen(port, host);
  try {
    await once(server, 'listening');
    return true;
  } catch (error) {
    if (isTaken(error)) return false;
    throw error;
  }
}

/**
 * Listens on a port or, where others have it, on the next one that is free.
 * @returns the port, null when all that were tried are taken
 * @throws the system's error when the host is not to be had
 */
export async function listenNearby(
  server: Server,
  { host, port, tries }: ListenOptions,
): Promise<number | null> {
  const last = Math.min(port + tries - 1, LAST_PORT);
  for (let candidate = port; candidate <= last; candidate += 1)
    if (await listen(server, candidate, host)) return (server.address() as AddressInfo).port;
  return null;
}
