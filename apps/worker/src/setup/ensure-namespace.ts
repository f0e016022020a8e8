import type { Connection } from '@temporalio/client';
import { msToTs } from '@temporalio/common/lib/time';
import { hasNamespace, NamespaceMissingError, type EngineOptions } from '@genvideo/runtime';
import { EngineDeniedError } from './engine-denied-error';
import type { SetupFlags } from './setup-flags';

const ALREADY_EXISTS = 6;
const DAY_MS = 24 * 3_600_000;

const toCode = (error: unknown): unknown => (Object(error) as { code?: unknown }).code;

/** Two at once are fine: the second finds it there. */
async function create(
  { workflowService }: Connection,
  namespace: string,
  retentionDays: number,
): Promise<void> {
  try {
    await workflowService.registerNamespace({
      namespace,
      description: 'GenVideo',
      workflowExecutionRetentionPeriod: msToTs(retentionDays * DAY_MS),
    });
  } catch (error) {
    if (toCode(error) === ALREADY_EXISTS) return;
    throw new EngineDeniedError(
      `create the namespace "${namespace}"`,
      'Create it by hand, on Temporal Cloud with tcld or in its UI, and run this again without --create-namespace.',
      { cause: error as Error },
    );
  }
}

/**
 * Makes sure that the namespace is there.
 * @returns what was found or done, in words
 * @throws NamespaceMissingError, EngineDeniedError
 */
export async function ensureNamespace(
  connection: Connection,
  { namespace, connection: { address } }: EngineOptions,
  { createNamespace, retentionDays }: SetupFlags,
): Promise<string> {
  const there = await hasNamespace(connection, namespace);
  if (there === null)
    return `namespace "${namespace}": these credentials may not ask after it; it is taken to be there`;
  if (there) return `namespace "${namespace}": is there`;
  if (!createNamespace) throw new NamespaceMissingError(address, namespace);
  await create(connection, namespace, retentionDays);
  return `namespace "${namespace}": created, keeps what has ended for ${retentionDays} days`;
}
