import { readFileSync } from 'node:fs';
import type { Environment } from './environment';
import { EXIT_STATUS, UserFacingError } from './user-facing-error';

/** Settings that may stand in a file instead, which NAME_FILE names: as Docker and Kubernetes hand out secrets. */
export const SECRET_SETTINGS = [
  'IMAGE_API_KEY',
  'VIDEO_API_KEY',
  'VIDEO_API_ACCESS_KEY',
  'VIDEO_API_SECRET_KEY',
  'CALLBACK_SECRET',
  'PAYLOAD_ENCRYPTION_KEY',
  'API_KEYS',
  'API_KEY',
  'WEBHOOK_SECRET',
  'SMTP_URL',
  'SLACK_WEBHOOK_URL',
  'TEMPORAL_API_KEY',
  'AWS_ACCESS_KEY_ID',
  'AWS_SECRET_ACCESS_KEY',
  'AWS_SESSION_TOKEN',
] as const;

/** No secret is longer, and a file that is was named by mistake. */
const LONGEST = 65_536;

const refuse = (where: string, why: string, cause?: unknown): never => {
  throw new UserFacingError(`${where} ${why}.`, EXIT_STATUS.usage, { cause });
};

/** Keys of a list may stand one a line. */
const toValue = (text: string): string => text.trim().replaceAll(/\s*\n\s*/g, ',');

const read = (variable: string, file: string): string => {
  const where = `${variable} (${file})`;
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (error) {
    return refuse(where, `cannot be read: ${(error as Error).message}`, error);
  }
  if (text.trim() === '') return refuse(where, 'is empty: put the secret into it, or unset the variable');
  if (text.length > LONGEST) return refuse(where, 'is too long for a secret: name another file');
  return toValue(text);
};

/**
 * Completes settings by the files that hold their secrets.
 * @throws UserFacingError when a file cannot be read, or a secret is given in both ways; it never shows the secret
 */
export function readSecretFiles(environment: Environment): Environment {
  const known = { ...environment };
  for (const name of SECRET_SETTINGS) {
    const file = environment[`${name}_FILE`];
    if (!file) continue;
    if (environment[name])
      throw new UserFacingError(
        `Both ${name} and ${name}_FILE are set. Unset one of them.`,
        EXIT_STATUS.usage,
      );
    known[name] = read(`${name}_FILE`, file);
  }
  return known;
}
