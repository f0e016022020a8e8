import { isPortFree } from './free-port';
import { PortInUseError } from './port-in-use-error';

/**
 * Checks a port of 127.0.0.1 that was asked for by number; undefined and 0 stand for any.
 * @throws PortInUseError
 */
export async function assertPortFree(port: number | undefined, purpose: string): Promise<void> {
  if (port && !(await isPortFree(port))) throw new PortInUseError(port, purpose);
}
