import { findOwnCertificateProblem, findTlsProblem } from './find-tls-problem';

describe('findTlsProblem', () => {
  it.each([
    ['certificate has expired', 'its certificate has expired'],
    ['certificate is not yet valid', 'its certificate is not valid yet'],
    ['self-signed certificate in certificate chain', 'not known here'],
    ['unable to verify the first certificate', 'not known here'],
    [
      "Hostname/IP does not match certificate's altnames: Host: a. is not in the cert's altnames",
      'another name',
    ],
    ['SSL routines:ssl3_read_bytes:tlsv13 alert certificate required', 'wants a client certificate'],
    ['SSL routines:ssl3_read_bytes:sslv3 alert certificate expired', 'our client certificate has expired'],
    ['SSL routines:ssl3_get_record:wrong version number', 'does not speak TLS'],
  ])('makes of "%s" that %s', (saying, problem) => {
    expect(findTlsProblem(new Error(saying))?.problem).toContain(problem);
  });

  it('leaves other troubles alone', () => {
    expect(findTlsProblem(new Error('connect ECONNREFUSED 127.0.0.1:7233'))).toBeNull();
    expect(findTlsProblem(undefined)).toBeNull();
  });
});

describe('findOwnCertificateProblem', () => {
  it('has nothing to say where there is no certificate', () => {
    expect([undefined, true, null].map((tls) => findOwnCertificateProblem(tls))).toEqual([null, null, null]);
  });

  it('says that a certificate cannot be read', () => {
    const clientCertPair = { crt: Buffer.from('none'), key: Buffer.from('none') };
    expect(findOwnCertificateProblem({ clientCertPair })?.problem).toContain('cannot be read');
  });
});
