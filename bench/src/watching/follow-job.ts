import { once } from 'node:events';
import { WebSocket } from 'ws';
import type { Progress } from '@genvideo/models';
import type { Sighting } from './to-lags';

/** Follows a job on a WebSocket to its end, and returns what was told when. */
export async function followJob(url: string, workflowId: string, signal: AbortSignal): Promise<Sighting[]> {
  const socket = new WebSocket(`${url.replace('http', 'ws')}/ws/workflows/${workflowId}/progress`);
  const sightings: Sighting[] = [];
  socket.on('message', (data: Buffer) => {
    const { progress } = JSON.parse(data.toString()) as { progress: Progress };
    sightings.push({ atMs: Date.now(), percent: progress.percent, step: progress.step });
  });
  const stop = (): void => socket.terminate();
  signal.addEventListener('abort', stop, { once: true });
  await once(socket, 'close');
  signal.removeEventListener('abort', stop);
  return sightings;
}
