import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { attachEngine, createResourceStack, uniqueId, type AttachedEngine } from '@genvideo/testing';
import { makeCertificate, type Certificate } from '../../test/make-certificates';
import { runSetup } from '../../test/run-setup';
import { startAnsweringEngine } from '../../test/start-answering-engine';
import { startTlsFront } from '../../test/start-tls-front';

const resources = createResourceStack();
let engine: AttachedEngine;
let folder: string;
let authority: Certificate;

/** Writes a PEM, as the Temporal SDK's variables want files. */
const keep = async (name: string, text: string): Promise<string> => {
  const file = path.join(folder, name);
  await writeFile(file, text);
  return file;
};

beforeAll(async () => {
  engine = resources.add(await attachEngine());
  folder = await mkdtemp(path.join(os.tmpdir(), 'setup-'));
  resources.defer(() => rm(folder, { recursive: true, force: true }));
  authority = makeCertificate({ name: 'authority' });
});
afterAll(() => resources.end());

describe('npx nx run worker:setup', () => {
  it('makes namespace and search attributes once, and finds them there from then on', async () => {
    const namespace = uniqueId('setup');
    const env = { TEMPORAL_HOST: engine.address, TEMPORAL_NAMESPACE: namespace };
    await expect(runSetup([], env)).resolves.toMatchObject({
      exitCode: 3,
      stderr: expect.stringMatching(/has no namespace "setup.*npx nx run worker:setup -- --create-namespace/),
    });
    const first = await runSetup(['--create-namespace', '--retention-days', '3'], env);
    expect(first).toMatchObject({ exitCode: 0 });
    expect(first.stdout).toMatch(
      /created, keeps what has ended for 3 days\nsearch attributes: added CustomProgress and CustomTag$/,
    );
    const again = await runSetup([], env);
    expect(again).toMatchObject({ exitCode: 0 });
    expect(again.stdout).toMatch(/is there\nsearch attributes: CustomProgress and CustomTag are there$/);
  });

  it('goes through TLS by the Temporal SDK’s own variables, with a certificate of its own', async () => {
    const target = engine.address;
    const server = makeCertificate({ name: 'engine.test', issuer: authority });
    const client = makeCertificate({ name: 'worker.test', issuer: authority });
    const front = resources.add(await startTlsFront({ target, ...server, clientAuthority: authority.cert }));
    const trusting = {
      TEMPORAL_HOST: front.address,
      TEMPORAL_TLS: 'yes',
      TEMPORAL_TLS_SERVER_CA_CERT_PATH: await keep('ca.pem', authority.cert),
    };
    const env = {
      ...trusting,
      TEMPORAL_TLS_CLIENT_CERT_PATH: await keep('client.pem', client.cert),
      TEMPORAL_TLS_CLIENT_KEY_PATH: await keep('client.key', client.key),
    };
    await expect(runSetup([], env)).resolves.toMatchObject({ exitCode: 0 });
    const profile = [
      '[profile.secure]',
      `address = "${front.address}"`,
      '[profile.secure.tls]',
      `server_ca_cert_path = "${env.TEMPORAL_TLS_SERVER_CA_CERT_PATH}"`,
      `client_cert_path = "${env.TEMPORAL_TLS_CLIENT_CERT_PATH}"`,
      `client_key_path = "${env.TEMPORAL_TLS_CLIENT_KEY_PATH}"`,
    ];
    const TEMPORAL_CONFIG_FILE = await keep('temporal.toml', profile.join('\n'));
    const byProfile = { TEMPORAL_CONFIG_FILE, TEMPORAL_PROFILE: 'secure' };
    await expect(runSetup([], byProfile)).resolves.toMatchObject({ exitCode: 0 });
    await expect(runSetup([], { ...byProfile, TEMPORAL_PROFILE: 'other' })).resolves.toMatchObject({
      exitCode: 2,
      stderr: expect.stringMatching(/cannot be read: .*other.*TEMPORAL_PROFILE/),
    });
    await expect(runSetup([], trusting)).resolves.toMatchObject({
      exitCode: 3,
      stderr: expect.stringMatching(
        /wants a client certificate that it knows. Set TEMPORAL_TLS_CLIENT_CERT_PATH/,
      ),
    });
    const old = makeCertificate({ name: 'worker.test', issuer: authority, days: -1 });
    const expired = { ...env, TEMPORAL_TLS_CLIENT_CERT_PATH: await keep('old.pem', old.cert) };
    await expect(runSetup([], expired)).resolves.toMatchObject({
      exitCode: 3,
      stderr: expect.stringMatching(/our client certificate expired on 20.* Renew/),
    });
  });

  it.each([
    { what: 'has expired', days: -1, changes: {}, says: /its certificate has expired. Renew .* clocks/ },
    {
      what: 'is for another name',
      changes: { TEMPORAL_TLS_SERVER_NAME: 'other.test' },
      says: /for another name. Set TEMPORAL_TLS_SERVER_NAME/,
    },
    {
      what: 'is not known',
      changes: { TEMPORAL_TLS_SERVER_CA_CERT_PATH: '' },
      says: /not known here. Set TEMPORAL_TLS_SERVER_CA_CERT_PATH/,
    },
    { what: 'is missing in the settings', changes: { TEMPORAL_TLS: '' }, says: /Set TEMPORAL_TLS=true/ },
  ])('says at once that the certificate of the engine $what', async ({ days, changes, says }) => {
    const server = makeCertificate({ name: 'engine.test', issuer: authority, ...(days && { days }) });
    const front = resources.add(await startTlsFront({ target: engine.address, ...server }));
    const ca = await keep('ca.pem', authority.cert);
    const env = {
      TEMPORAL_HOST: front.address,
      ...('TEMPORAL_TLS' in changes ? {} : { TEMPORAL_TLS: 'true', TEMPORAL_TLS_SERVER_CA_CERT_PATH: ca }),
      ...changes,
    };
    await expect(runSetup(['--patience', '60'], env)).resolves.toMatchObject({
      exitCode: 3,
      stderr: expect.stringMatching(says),
    });
  });

  it('says that credentials are wrong', async () => {
    const refusing = resources.add(
      await startAnsweringEngine({ status: 16, message: 'Request unauthorized.' }),
    );
    const env = { TEMPORAL_HOST: refusing.address, TEMPORAL_API_KEY: 'wrong', TEMPORAL_TLS: 'false' };
    await expect(runSetup([], env)).resolves.toMatchObject({
      exitCode: 3,
      stderr: expect.stringMatching(/refused the connection: .*unauthorized.* Check TEMPORAL_API_KEY/),
    });
  });

  it('says which version is needed where the server is too old', async () => {
    const old = resources.add(await startAnsweringEngine({ serverVersion: '1.22.4' }));
    await expect(runSetup([], { TEMPORAL_HOST: old.address })).resolves.toMatchObject({
      exitCode: 3,
      stderr: expect.stringMatching(/is version 1\.22\.4; GenVideo needs 1\.29 or newer/),
    });
  });

  it.each([
    [['--retention-days', 'ever'], /whole number/],
    [['--force'], /--force.* See --help/],
  ])('refuses %j', async (args, says) => {
    const { exitCode, stderr } = await runSetup(args, { TEMPORAL_HOST: engine.address });
    expect({ exitCode, stderr }).toEqual({ exitCode: 2, stderr: expect.stringMatching(says) });
  });
});
