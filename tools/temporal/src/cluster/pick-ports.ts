import { randomInt } from 'node:crypto';
import { isPortFree } from '../free-port';

/**
 * Below what any system uses for the near end of its connections. There, whoever connects in vain to a part that is
 * down may be given the part's own port, and the part cannot come back.
 */
const LOWEST = 15_000;
const BEYOND = 32_000;

/** So many different ports of 127.0.0.1 that nobody listens on at this moment, and that stay free while nobody does. */
export async function pickPorts(count: number): Promise<number[]> {
  const picked = new Set<number>();
  while (picked.size < count) {
    const port = randomInt(LOWEST, BEYOND);
    if (!picked.has(port) && (await isPortFree(port))) picked.add(port);
  }
  return [...picked];
}
