import type { DataConverter } from '@temporalio/common';
import { createPayloadCodec, parsePayloadKeys } from '@genvideo/models/payload-codec';

/**
 * How a client of the engine reads and writes what is stored there. Without keys, too: it then says so when it meets
 * something that is encrypted.
 * @param encryptionKeys PAYLOAD_ENCRYPTION_KEY
 */
export function toDataConverter(encryptionKeys: string | null): DataConverter {
  return { payloadCodecs: [createPayloadCodec(parsePayloadKeys(encryptionKeys))] };
}
