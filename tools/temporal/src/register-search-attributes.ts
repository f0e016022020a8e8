import { setTimeout as delay } from 'node:timers/promises';
import { isGrpcServiceError, type Connection } from '@temporalio/client';
import { encodeSearchAttributeIndexedValueType } from '@temporalio/common/lib/search-attributes';
import { EngineError } from './engine-error';
import { GENVIDEO_SEARCH_ATTRIBUTES, type SearchAttribute } from './search-attribute';
import { withEngine, type EngineTarget } from './with-engine';

const ALREADY_EXISTS = 6;

/** Each part of the server reads anew what belongs to a namespace every 2 s (`system.namespaceCacheRefreshInterval`). */
const KNOWN_EVERYWHERE_MS = 2_500;

export interface RegisterSearchAttributesOptions extends EngineTarget {
  /** Default: those that GenVideo's workflows set. */
  searchAttributes?: readonly SearchAttribute[];
}

/**
 * Registers what is missing in the namespace, and returns those names once the whole server knows them. Idempotent; two
 * at once are fine.
 * @throws EngineError when nothing answers, or a name is taken by another type
 */
export function registerSearchAttributes(options: RegisterSearchAttributesOptions): Promise<string[]> {
  const { namespace = 'default', searchAttributes = GENVIDEO_SEARCH_ATTRIBUTES } = options;
  return withEngine(options, async (connection) => {
    const missing = await findMissing(connection, namespace, searchAttributes);
    if (missing.length > 0) await add(connection, namespace, missing);
    return missing.map(({ name }) => name);
  });
}

async function findMissing(
  { operatorService }: Connection,
  namespace: string,
  wanted: readonly SearchAttribute[],
): Promise<SearchAttribute[]> {
  const { customAttributes } = await operatorService.listSearchAttributes({ namespace });
  return wanted.filter(({ name, type }) => {
    const registered = customAttributes[name];
    if (registered === undefined) return true;
    if (registered === encodeSearchAttributeIndexedValueType(type)) return false;
    throw new EngineError(
      `Search attribute ${name} of namespace ${namespace} has another type than ${type}: remove it, or use another namespace.`,
    );
  });
}

async function add(
  { operatorService }: Connection,
  namespace: string,
  missing: readonly SearchAttribute[],
): Promise<void> {
  const searchAttributes: Record<
    string,
    NonNullable<ReturnType<typeof encodeSearchAttributeIndexedValueType>>
  > = {};
  for (const { name, type } of missing) {
    const encoded = encodeSearchAttributeIndexedValueType(type);
    if (encoded !== undefined) searchAttributes[name] = encoded;
  }
  try {
    await operatorService.addSearchAttributes({ namespace, searchAttributes });
  } catch (error) {
    if (!(isGrpcServiceError(error) && Number(error.code) === ALREADY_EXISTS)) throw error;
  }
  await delay(KNOWN_EVERYWHERE_MS);
}
