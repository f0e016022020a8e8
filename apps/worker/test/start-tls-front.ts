import { once } from 'node:events';
import { connect, type AddressInfo } from 'node:net';
import { createServer, type TLSSocket } from 'node:tls';
import type { Certificate } from './make-certificates';

export interface TlsFrontOptions extends Certificate {
  /** `host:port` of what speaks in plain behind it. */
  target: string;
  /** Clients have to show a certificate of this authority. */
  clientAuthority?: string;
}

export interface TlsFront {
  /** `127.0.0.1:port` */
  address: string;
  stop: () => Promise<void>;
}

/** Ends TLS in front of an engine, as clusters and Temporal Cloud do. */
export async function startTlsFront({
  target,
  cert,
  key,
  clientAuthority,
}: TlsFrontOptions): Promise<TlsFront> {
  const [host = '', port = ''] = target.split(':');
  const open = new Set<TLSSocket>();
  const asks = clientAuthority === undefined ? {} : { ca: clientAuthority, requestCert: true };
  const server = createServer({ cert, key, ALPNProtocols: ['h2'], ...asks }, (socket) => {
    const behind = connect(Number(port), host);
    open.add(socket);
    socket.on('close', () => open.delete(socket) && behind.destroy());
    socket.on('error', () => behind.destroy());
    behind.on('error', () => socket.destroy());
    socket.pipe(behind).pipe(socket);
  });
  server.on('tlsClientError', () => undefined);
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const stop = async (): Promise<void> => {
    const closed = once(server, 'close');
    server.close();
    for (const socket of open) socket.destroy();
    await closed;
  };
  return { address: `127.0.0.1:${(server.address() as AddressInfo).port}`, stop };
}
