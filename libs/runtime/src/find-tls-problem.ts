import { X509Certificate } from 'node:crypto';
import type { ConnectionOptions } from '@temporalio/client';

/** Why a connection by TLS does not come about, and what to do, for people. */
export interface TlsProblem {
  problem: string;
  fix: string;
}

/** What TLS libraries say, and what to make of it. */
const SAYINGS: readonly (readonly [RegExp, TlsProblem])[] = [
  [
    /alert certificate expired/i,
    {
      problem: 'it says that our client certificate has expired',
      fix: 'Renew the certificate that TEMPORAL_TLS_CLIENT_CERT_PATH names.',
    },
  ],
  [
    /alert (certificate required|handshake failure|bad certificate|unknown ca|certificate unknown)/i,
    {
      problem: 'it wants a client certificate that it knows',
      fix: 'Set TEMPORAL_TLS_CLIENT_CERT_PATH and TEMPORAL_TLS_CLIENT_KEY_PATH to a certificate that it trusts.',
    },
  ],
  [
    /certificate has expired/i,
    {
      problem: 'its certificate has expired',
      fix: 'Renew the certificate there, and compare the clocks of both machines.',
    },
  ],
  [
    /certificate is not yet valid/i,
    { problem: 'its certificate is not valid yet', fix: 'Compare the clocks of both machines.' },
  ],
  [
    /self[- ]signed certificate|unable to (verify|get)|unknown ?issuer/i,
    {
      problem: 'its certificate comes from an authority that is not known here',
      fix: "Set TEMPORAL_TLS_SERVER_CA_CERT_PATH to the authority's certificate.",
    },
  ],
  [
    /does not match certificate|altnames/i,
    {
      problem: 'its certificate is for another name',
      fix: 'Set TEMPORAL_TLS_SERVER_NAME to a name that stands in it, or correct TEMPORAL_HOST.',
    },
  ],
  [
    /wrong version number|packet length too long|http\/1/i,
    {
      problem: 'it does not speak TLS',
      fix: 'Correct the port in TEMPORAL_HOST, or set TEMPORAL_TLS=false.',
    },
  ],
];

/** What TLS says is wrong with a connection; null when it is not about TLS. */
export function findTlsProblem(error: unknown): TlsProblem | null {
  const { message = '', details = '' } = Object(error) as { message?: string; details?: string };
  const text = `${message} ${details}`;
  return SAYINGS.find(([saying]) => saying.test(text))?.[1] ?? null;
}

/** What is wrong with the certificate that we show; null when nothing is, or there is none. */
export function findOwnCertificateProblem(
  tls: ConnectionOptions['tls'],
  now = new Date(),
): TlsProblem | null {
  const crt = typeof tls === 'object' && tls !== null ? tls.clientCertPair?.crt : undefined;
  if (crt === undefined) return null;
  try {
    const { validTo } = new X509Certificate(crt);
    if (new Date(validTo) >= now) return null;
    return {
      problem: `our client certificate expired on ${new Date(validTo).toISOString()}`,
      fix: 'Renew the certificate that TEMPORAL_TLS_CLIENT_CERT_PATH names.',
    };
  } catch {
    return {
      problem: 'our client certificate cannot be read',
      fix: 'TEMPORAL_TLS_CLIENT_CERT_PATH has to name a certificate in PEM.',
    };
  }
}
