import type { Client } from '@temporalio/client';
import type { ProtoFailure } from '@temporalio/common';
import { decodePayloads } from './decode-payloads';
import { isLocked } from './is-locked';

/** What a failure says that the engine stores; where it is encrypted and there is no key for it, it says so. */
export async function readFailureMessage(client: Client, failure: ProtoFailure): Promise<string | null> {
  if (!failure.encodedAttributes) return failure.message ?? null;
  try {
    const [attributes] = await decodePayloads(client, [failure.encodedAttributes]);
    const { message } = Object(attributes) as { message?: unknown };
    return typeof message === 'string' ? message : null;
  } catch (error) {
    if (isLocked(error)) return 'what went wrong is encrypted';
    throw error;
  }
}
