import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/** Serves bytes by path, 404 for every other path. */
export async function serveFiles(
  files: Record<string, Uint8Array>,
): Promise<{ url: string; close(): Promise<void> }> {
  const server = createServer((req, res) => {
    const bytes = files[req.url ?? ''];
    res.writeHead(bytes === undefined ? 404 : 200).end(bytes);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    async close() {
      server.close();
      server.closeAllConnections();
      await once(server, 'close');
    },
  };
}
