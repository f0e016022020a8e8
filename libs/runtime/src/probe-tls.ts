import { isIP } from 'node:net';
import { connect, type ConnectionOptions as TlsOptions } from 'node:tls';
import { findTlsProblem, type TlsProblem } from './find-tls-problem';
import type { EngineOptions } from './load-engine-options';

/** How long a handshake may take, in milliseconds. */
const PATIENCE_MS = 2_000;

/** A server that wants another certificate of ours says so a moment after the handshake, in milliseconds. */
const SECOND_THOUGHTS_MS = 500;

/** What a handshake came to: no error when it went well. */
type Outcome = { error: Error | null };

const toHostAndPort = (address: string): { host: string; port: number } => {
  const [, host = address, port = '7233'] = /^\[?([^\]]+?)\]?(?::(\d+))?$/.exec(address) ?? [];
  return { host, port: Number(port) };
};

function shakeHands(address: string, options: TlsOptions): Promise<Outcome> {
  const { host, port } = toHostAndPort(address);
  return new Promise((resolve) => {
    const servername = options.servername ?? (isIP(host) === 0 ? host : undefined);
    const socket = connect({
      ALPNProtocols: ['h2'],
      ...options,
      host,
      port,
      ...(servername && { servername }),
    });
    const end = (error: Error | null): void => {
      socket.destroy();
      resolve({ error });
    };
    const tooLong = setTimeout(() => end(new Error('no answer in time')), PATIENCE_MS);
    socket.once('close', () => clearTimeout(tooLong));
    socket.once('error', end);
    socket.once('secureConnect', () => void setTimeout(() => end(null), SECOND_THOUGHTS_MS));
    // What a server says besides is nothing to us, but has to be read for its second thoughts to arrive.
    socket.resume();
  });
}

/** Whether there is TLS at the other end, whatever its certificate. */
const speaksTls = async (address: string): Promise<boolean> =>
  (await shakeHands(address, { rejectUnauthorized: false })).error === null;

/**
 * Why no connection comes about, where it is for TLS: the engine's client only says that its time was over.
 * @returns null where it is for something else
 */
export async function probeTls({
  address,
  tls,
  apiKey,
}: EngineOptions['connection']): Promise<TlsProblem | null> {
  const isPlain = tls === false || tls === null || (tls === undefined && apiKey === undefined);
  if (isPlain)
    return (await speaksTls(address))
      ? { problem: 'it speaks TLS, and it was called without', fix: 'Set TEMPORAL_TLS=true.' }
      : null;
  const {
    serverRootCACertificate: ca,
    serverNameOverride: servername,
    clientCertPair,
  } = typeof tls === 'object' ? tls : {};
  const toPem = (bytes: Uint8Array): Buffer => Buffer.from(bytes);
  const { error } = await shakeHands(address, {
    ...(ca && { ca: toPem(ca) }),
    ...(servername && { servername }),
    ...(clientCertPair && { cert: toPem(clientCertPair.crt), key: toPem(clientCertPair.key) }),
  });
  return error === null ? null : findTlsProblem(error);
}
