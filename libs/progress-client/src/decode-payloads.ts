import type { Client } from '@temporalio/client';
import type { Payload } from '@temporalio/common';
import { explainLockedPayloads } from './explain-locked-payloads';

/**
 * Turns payloads as the engine stores them into values, through the client's own codecs (encryption) and converter.
 * @throws EngineMisconfiguredError when they are encrypted and there is no key for them
 */
export async function decodePayloads(
  client: Client,
  payloads: Payload[] | null | undefined,
): Promise<unknown[]> {
  const { payloadCodecs, payloadConverter } = client.options.loadedDataConverter;
  let decoded = payloads ?? [];
  try {
    for (const codec of [...payloadCodecs].reverse()) decoded = await codec.decode(decoded);
  } catch (error) {
    throw explainLockedPayloads(error);
  }
  return decoded.map((payload) => payloadConverter.fromPayload<unknown>(payload));
}
