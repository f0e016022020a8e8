import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { environmentSchema } from '@genvideo/models/config';
import { loadEnvironment } from './load-environment';
import { toSecrets } from './log/to-secrets';
import { readSecretFiles, SECRET_SETTINGS } from './read-secret-files';
import { UserFacingError } from './user-facing-error';

describe('readSecretFiles', () => {
  let folder: string;
  beforeAll(() => {
    folder = mkdtempSync(path.join(os.tmpdir(), 'secrets-'));
  });
  afterAll(() => rmSync(folder, { recursive: true }));
  const keep = (name: string, text: string): string => {
    const file = path.join(folder, name);
    writeFileSync(file, text);
    return file;
  };

  it('takes a secret from its file, without the line break at its end', () => {
    const CALLBACK_SECRET_FILE = keep('callback', 'a-secret-of-ours\n');
    expect(readSecretFiles({ CALLBACK_SECRET_FILE, LOG_LEVEL: 'info' })).toMatchObject({
      CALLBACK_SECRET: 'a-secret-of-ours',
      LOG_LEVEL: 'info',
    });
  });

  it('takes keys that stand one a line', () => {
    const API_KEYS_FILE = keep('keys', 'ada=key-of-ada-123456\nbob=key-of-bob-123456\n');
    expect(readSecretFiles({ API_KEYS_FILE })['API_KEYS']).toBe(
      'ada=key-of-ada-123456,bob=key-of-bob-123456',
    );
  });

  it.each([
    [
      'is not there',
      { SMTP_URL_FILE: '/nowhere/smtp' },
      /SMTP_URL_FILE \(\/nowhere\/smtp\) cannot be read: ENOENT/,
    ],
    ['is a folder', { SMTP_URL_FILE: os.tmpdir() }, /SMTP_URL_FILE .* cannot be read: EISDIR/],
  ])('says which file %s', (_what, environment, says) => {
    expect(() => readSecretFiles(environment)).toThrow(says);
    expect(() => readSecretFiles(environment)).toThrow(UserFacingError);
  });

  it('refuses an empty file, and a secret that is given in both ways, without showing it', () => {
    expect(() => readSecretFiles({ API_KEY_FILE: keep('empty', '\n') })).toThrow(/API_KEY_FILE .* is empty/);
    const both = { API_KEY: 'the-key-itself', API_KEY_FILE: keep('both', 'the-key-itself') };
    expect(() => readSecretFiles(both)).toThrow('Both API_KEY and API_KEY_FILE are set. Unset one of them.');
  });

  it('counts for more than a .env file, whichever way that gives the secret', () => {
    const file = keep('.env', 'WEBHOOK_SECRET=from-the-file\n');
    const environment = { WEBHOOK_SECRET_FILE: keep('webhook', 'from-the-secret') };
    expect(loadEnvironment(environment, file)['WEBHOOK_SECRET']).toBe('from-the-secret');
  });

  it('knows every setting that logs leave out', () => {
    const names = Object.keys(environmentSchema.shape);
    const secret = names.filter((name) => toSecrets({ [name]: 'long-enough-for-a-secret' }).length > 0);
    // Named like a key, and only a yes or a no.
    const known: readonly string[] = [...SECRET_SETTINGS, 'REQUIRE_API_KEY'];
    expect(secret.filter((name) => !known.includes(name))).toEqual([]);
  });
});
