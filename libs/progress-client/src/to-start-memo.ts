import type { Client } from '@temporalio/client';
import { defaultPayloadConverter, RawValue } from '@temporalio/common';
import { markPlain } from '@genvideo/models';
import type { JobMemo } from './job-memo';

const encrypts = ({ options }: Client): boolean =>
  options.loadedDataConverter.payloadCodecs.some((codec) => 'encrypts' in codec && codec.encrypts === true);

/**
 * A memo as it goes to the engine. It is never encrypted, because the SDK reads it in every list and description, and
 * clients without the key would have neither. So it then holds nothing that was made from the input.
 */
export function toStartMemo(client: Client, { input_digest, stages }: JobMemo): Record<string, unknown> {
  if (!encrypts(client)) return { input_digest, stages };
  return { stages: RawValue.fromPayload(markPlain(defaultPayloadConverter.toPayload(stages))) };
}
