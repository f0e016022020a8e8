import type { Connection } from '@temporalio/client';
import { SEARCH_ATTRIBUTE } from '@genvideo/models';
import { EXIT_STATUS, UserFacingError } from '@genvideo/runtime';
import { EngineDeniedError } from './engine-denied-error';

/** `temporal.api.enums.v1.IndexedValueType`, and what the engine's own tools call each. */
const TYPE = { INT: { code: 3, word: 'Int' }, KEYWORD_LIST: { code: 7, word: 'KeywordList' } } as const;

const WANTED = Object.values(SEARCH_ATTRIBUTE).map(({ name, type }) => ({ name, ...TYPE[type] }));
type Wanted = (typeof WANTED)[number];

const ALREADY_EXISTS = 6;

const toCode = (error: unknown): unknown => (Object(error) as { code?: unknown }).code;

const toCommands = (wanted: readonly Wanted[], namespace: string): string =>
  [
    `temporal operator search-attribute create --namespace ${namespace} ${wanted.map(({ name, word }) => `--name ${name} --type ${word}`).join(' ')}`,
    `on Temporal Cloud: tcld namespace search-attributes add -n ${namespace} ${wanted.map(({ name, word }) => `--sa "${name}=${word}"`).join(' ')}`,
  ].join('; ');

async function readRegistered(
  { operatorService }: Connection,
  namespace: string,
): Promise<Record<string, unknown>> {
  try {
    return (await operatorService.listSearchAttributes({ namespace })).customAttributes;
  } catch (error) {
    throw new EngineDeniedError(
      `read the search attributes of "${namespace}"`,
      `Add what is missing with credentials that may: ${toCommands(WANTED, namespace)}.`,
      { cause: error as Error },
    );
  }
}

const refuseOtherTypes = (registered: Record<string, unknown>, namespace: string): void => {
  const wrong = WANTED.filter(
    ({ name, code }) => registered[name] !== undefined && Number(registered[name]) !== code,
  );
  if (wrong.length === 0) return;
  const words = wrong.map(({ name, word }) => `${name} is not of type ${word}`).join(', ');
  throw new UserFacingError(
    `${words} in the namespace "${namespace}". Remove it there, or use another namespace.`,
    EXIT_STATUS.failed,
  );
};

async function add(connection: Connection, namespace: string, missing: readonly Wanted[]): Promise<void> {
  const searchAttributes = Object.fromEntries(missing.map(({ name, code }) => [name, code]));
  try {
    await connection.operatorService.addSearchAttributes({ namespace, searchAttributes });
  } catch (error) {
    if (toCode(error) === ALREADY_EXISTS) return;
    throw new EngineDeniedError(
      `add search attributes to "${namespace}"`,
      `Add them with credentials that may: ${toCommands(missing, namespace)}.`,
      { cause: error as Error },
    );
  }
}

/**
 * Adds the search attributes that are missing. Where all are there, the right to read them is enough.
 * @returns what was found or done, in words
 * @throws EngineDeniedError with the command for somebody who may; UserFacingError where one has another type
 */
export async function ensureSearchAttributes(connection: Connection, namespace: string): Promise<string> {
  const registered = await readRegistered(connection, namespace);
  refuseOtherTypes(registered, namespace);
  const missing = WANTED.filter(({ name }) => registered[name] === undefined);
  const list = (wanted: readonly Wanted[]): string => wanted.map(({ name }) => name).join(' and ');
  if (missing.length === 0) return `search attributes: ${list(WANTED)} are there`;
  await add(connection, namespace, missing);
  return `search attributes: added ${list(missing)}`;
}
