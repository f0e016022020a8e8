import { once } from 'node:events';
import { setTimeout as delay } from 'node:timers/promises';
import { WebSocket } from 'ws';
import { CROWD_READY, CROWD_TALLY, type CrowdSettings } from './crowd-settings';
import { toPercentiles } from './percentiles';
import { UpdateCount } from './update-count';
import type { CrowdTally } from './watching-result';

/** How many connect at the same time, and how long what is on its way is waited for. */
const CONNECTING = 50;
const STRAGGLERS_MS = 3_000;

const TIMESTAMP = /"timestamp":"([^"]+)"/;

async function main({ url, ids, watchers, seconds }: CrowdSettings): Promise<void> {
  const jobs = ids.map((id) => ({ id, updates: new UpdateCount() }));
  const sockets: WebSocket[] = [];
  const lags: number[] = [];
  let measuring = false;

  const connect = async (watcher: number): Promise<void> => {
    const job = jobs[watcher % jobs.length];
    if (!job) return;
    const socket = new WebSocket(`${url.replace('http', 'ws')}/ws/workflows/${job.id}/progress`, {
      perMessageDeflate: false,
    });
    sockets.push(socket);
    socket.on('message', (data: Buffer) => {
      if (!measuring) return;
      const text = data.toString();
      lags.push(Date.now() - Date.parse(TIMESTAMP.exec(text)?.[1] ?? ''));
      job.updates.take(watcher, text);
    });
    await once(socket, 'message');
  };

  for (let first = 0; first < watchers; first += CONNECTING)
    await Promise.all(
      Array.from({ length: Math.min(CONNECTING, watchers - first) }, (_, index) => connect(first + index)),
    );
  process.stdout.write(`${CROWD_READY}\n`);
  measuring = true;
  await delay(seconds * 1_000);
  for (const { updates } of jobs) updates.close();
  await delay(STRAGGLERS_MS);
  for (const { updates } of jobs) updates.end();
  const toSum = (key: 'delivered' | 'lost'): number =>
    jobs.reduce((sum, { updates }) => sum + updates[key], 0);
  const tally: CrowdTally = {
    watchers: sockets.filter(({ readyState }) => readyState === WebSocket.OPEN).length,
    delivered: toSum('delivered'),
    lost: toSum('lost'),
    lag: toPercentiles(lags),
  };
  process.stdout.write(`${CROWD_TALLY}${JSON.stringify(tally)}\n`);
  for (const socket of sockets) socket.terminate();
}

void main(JSON.parse(process.argv[2] ?? '') as CrowdSettings);
