import type { Client } from '@temporalio/client';
import type { Payload } from '@temporalio/common';

/** Turns payloads as the engine stores them into values, through the client's own codecs (encryption) and converter. */
export async function decodePayloads(
  client: Client,
  payloads: Payload[] | null | undefined,
): Promise<unknown[]> {
  const { payloadCodecs, payloadConverter } = client.options.loadedDataConverter;
  let decoded = payloads ?? [];
  for (const codec of [...payloadCodecs].reverse()) decoded = await codec.decode(decoded);
  return decoded.map((payload) => payloadConverter.fromPayload<unknown>(payload));
}
