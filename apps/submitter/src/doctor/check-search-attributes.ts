import { SEARCH_ATTRIBUTE } from '@genvideo/models';
import type { EngineDesk } from './engine-desk';
import { fail, ok, warn, type Verdict } from './finding';
import { toReason } from './to-reason';

/** `temporal.api.enums.v1.IndexedValueType`, and what the engine's own tool calls each. */
const TYPE = { INT: { code: 3, word: 'Int' }, KEYWORD_LIST: { code: 7, word: 'KeywordList' } } as const;

const WANTED = Object.values(SEARCH_ATTRIBUTE).map(({ name, type }) => ({ name, ...TYPE[type] }));

const toCommand = (missing: typeof WANTED, namespace: string): string =>
  [
    `temporal operator search-attribute create --namespace ${namespace}`,
    ...missing.map(({ name, word }) => `--name ${name} --type ${word}`),
  ].join(' ');

/** Whether the search attributes are there that jobs set: without them no job starts. */
export async function checkSearchAttributes({ connection, namespace, ask }: EngineDesk): Promise<Verdict> {
  try {
    const { customAttributes } = await ask(() =>
      connection.operatorService.listSearchAttributes({ namespace }),
    );
    const missing = WANTED.filter(({ name }) => customAttributes[name] === undefined);
    if (missing.length > 0)
      return fail(
        `the namespace "${namespace}" lacks ${missing.map(({ name }) => name).join(' and ')}, so no job starts`,
        `Register what is missing: ${toCommand(missing, namespace)}`,
      );
    const wrong = WANTED.filter(({ name, code }) => Number(customAttributes[name]) !== code);
    if (wrong.length > 0)
      return fail(
        `${wrong.map(({ name, word }) => `${name} is not of type ${word}`).join(', ')} in the namespace "${namespace}"`,
        'Remove it there, or use another namespace.',
      );
    return ok(`${WANTED.map(({ name }) => name).join(' and ')} are registered`);
  } catch (error) {
    return warn(
      `the engine does not tell its search attributes: ${toReason(error)}`,
      `Look in its UI for ${WANTED.map(({ name, word }) => `${name} (${word})`).join(' and ')}.`,
    );
  }
}
