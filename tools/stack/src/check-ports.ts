import { isPortFree } from '@genvideo/temporal-server';
import { StackError } from './stack-error';

export interface WantedPort {
  port: number;
  /** Who wants it: "the API". */
  service: string;
  /** What to do when it is not to be had. */
  fix: string;
}

/** @throws StackError naming every wanted port that is taken, who wants it, and what to do */
export async function checkPorts(wanted: readonly WantedPort[]): Promise<void> {
  const taken: string[] = [];
  for (const { port, service, fix } of wanted) {
    if (!(await isPortFree(port))) taken.push(`Port ${port}, wanted for ${service}, is in use: ${fix}`);
  }
  if (taken.length > 0) throw new StackError(taken.join('\n'));
}
