import type { Environment } from '../environment';

/** Names of variables that hold secrets: the engine's, the storage's and our own. */
const SECRET_NAME = /(?:KEYS?|SECRETS?|TOKENS?|PASSWORD|PASSWD|CREDENTIALS|KEY_DATA)$/i;

/** Whole URLs that let in whoever knows them. */
const SECRET_URLS: readonly string[] = ['SMTP_URL', 'SLACK_WEBHOOK_URL'];

/** Shorter ones would blacken half the log, and are no secrets. */
const SHORTEST = 8;

/** `key`, `user_id=key`, and lists of them. */
const toParts = (value: string): string[] =>
  value.split(',').flatMap((item) => [item.trim(), item.slice(item.indexOf('=') + 1).trim()]);

/** The secrets that stand in an environment, so that logs can leave them out. */
export function toSecrets(environment: Environment): string[] {
  const values = Object.entries(environment)
    .filter(([name]) => SECRET_NAME.test(name) || SECRET_URLS.includes(name))
    .flatMap(([, value = '']) => [value.trim(), ...toParts(value)]);
  return [...new Set(values)].filter((value) => value.length >= SHORTEST);
}
