import forge from 'node-forge';

/** A certificate and its key, in PEM. */
export interface Certificate {
  cert: string;
  key: string;
}

export interface CertificateOptions {
  name: string;
  /** Who signs it; default: itself. */
  issuer?: Certificate;
  /** Days from now on, negative for one that has expired; default 1. */
  days?: number;
}

const DAY_MS = 24 * 3_600_000;
const SIGNER = [{ name: 'commonName', value: 'GenVideo test authority' }];

const toValidity = (days: number): { notBefore: Date; notAfter: Date } => ({
  notBefore: new Date(Date.now() - 30 * DAY_MS),
  notAfter: new Date(Date.now() + days * DAY_MS),
});

/** Makes a certificate for a name and for 127.0.0.1. */
export function makeCertificate({ name, issuer, days = 1 }: CertificateOptions): Certificate {
  const keys = forge.pki.rsa.generateKeyPair(2048);
  const certificate = forge.pki.createCertificate();
  certificate.publicKey = keys.publicKey;
  certificate.serialNumber = `01${forge.util.bytesToHex(forge.random.getBytesSync(8))}`;
  Object.assign(certificate.validity, toValidity(days));
  certificate.setSubject(issuer ? [{ name: 'commonName', value: name }] : SIGNER);
  certificate.setIssuer(SIGNER);
  certificate.setExtensions([
    { name: 'basicConstraints', cA: issuer === undefined, critical: true },
    {
      name: 'subjectAltName',
      altNames: [
        { type: 2, value: name },
        { type: 7, ip: '127.0.0.1' },
      ],
    },
  ]);
  certificate.sign(
    issuer ? forge.pki.privateKeyFromPem(issuer.key) : keys.privateKey,
    forge.md.sha256.create(),
  );
  return {
    cert: forge.pki.certificateToPem(certificate),
    key: forge.pki.privateKeyToPem(keys.privateKey),
  };
}
