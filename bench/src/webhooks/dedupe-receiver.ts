import { createServer } from 'node:http';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { Webhook } from 'svix';

/** What came in at the receiver. */
export interface ReceiverCounts {
  calls: number;
  /** Calls whose signature was wrong, by another library than the one that signs. */
  forged: number;
  /** Calls that the receiver took, and whose answer it lost. */
  unanswered: number;
  /** The jobs told of, by the id of the notice: what is left when repetitions are dropped. */
  taken: ReadonlyMap<string, string>;
  /** When each notice was first taken, in milliseconds of the Unix epoch. */
  takenAt: ReadonlyMap<string, number>;
}

/** A receiver of webhooks that is not there yet. */
export interface DedupeReceiver {
  url: string;
  counts: ReceiverCounts;
  /** From now on it listens. */
  open(): Promise<void>;
  stop(): Promise<void>;
}

async function findPort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}

/** A receiver as people write them: it checks the signature, remembers ids, and drops what comes again. */
export async function createDedupeReceiver(secret: string, lostAnswers: number): Promise<DedupeReceiver> {
  const port = await findPort();
  const webhook = new Webhook(secret);
  const taken = new Map<string, string>();
  const takenAt = new Map<string, number>();
  const counts = { calls: 0, forged: 0, unanswered: 0, taken, takenAt };

  const take = (body: string, headers: Record<string, string>): void => {
    const { data } = webhook.verify(body, headers) as { data: { workflow_id: string } };
    const id = headers['webhook-id'] ?? '';
    if (taken.has(id)) return;
    taken.set(id, data.workflow_id);
    takenAt.set(id, Date.now());
  };

  const server = createServer((request, response) => {
    let body = '';
    request.setEncoding('utf8').on('data', (chunk: string) => (body += chunk));
    request.on('end', () => {
      counts.calls += 1;
      try {
        take(body, request.headers as Record<string, string>);
      } catch {
        counts.forged += 1;
        response.writeHead(401).end();
        return;
      }
      // Regularly rather than by chance: every run is alike.
      const isLost = Math.floor(counts.calls * lostAnswers) > Math.floor((counts.calls - 1) * lostAnswers);
      if (!isLost) response.writeHead(204).end();
      else {
        counts.unanswered += 1;
        request.socket.destroy();
      }
    });
  });

  return {
    url: `http://127.0.0.1:${port}/hook`,
    counts,
    async open() {
      server.listen(port, '127.0.0.1');
      await once(server, 'listening');
    },
    async stop() {
      server.closeAllConnections();
      if (!server.listening) return;
      server.close();
      await once(server, 'close');
    },
  };
}
