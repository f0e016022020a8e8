import { z } from 'zod';
import {
  createPayloadCodec,
  parsePayloadKeys,
  PayloadLockedError,
  type WirePayload,
} from '@genvideo/models/payload-codec';
import type { Caller } from '../auth/caller';
import { json } from '../operation/contract';
import { operation, type Operation } from '../operation/operation';
import { reply } from '../operation/reply';
import { ProblemError } from '../problem';
import { fromPayloadJson, payloadSchema, toPayloadJson, type PayloadJson } from './payload-json';

const payloadsSchema = z.strictObject({ payloads: z.array(payloadSchema) }).meta({ id: 'EnginePayloads' });

const toExample = (encoding: string, data: string) => ({
  payloads: [{ metadata: { encoding: btoa(encoding) }, data: btoa(data) }],
});

const SEALED = toExample('binary/encrypted', 'nonce, encrypted payload and proof');
const PLAIN = toExample('json/plain', '{"prompt":"a red fox"}');

/** A page of the engine's UI sends all payloads of a history at once. */
const BODY_LIMIT = '16mb';

const OF_THE_CODEC = {
  method: 'post',
  tag: 'Operation',
  access: 'key',
  problems: ['Forbidden'],
} as const;

const decodeContract = {
  ...OF_THE_CODEC,
  id: 'decodePayloads',
  path: '/codec/decode',
  summary: 'Decrypt what the engine stores',
  description:
    "For the engine's own UI and command line, by Temporal's protocol of remote codecs. What is not encrypted comes back as it is. A key that is bound to a user may not.",
  body: { schema: payloadsSchema, example: SEALED, limit: BODY_LIMIT },
  answers: { 200: json(payloadsSchema, { description: 'The same payloads, decrypted.', example: PLAIN }) },
} as const;

const encodeContract = {
  ...OF_THE_CODEC,
  id: 'encodePayloads',
  path: '/codec/encode',
  summary: 'Encrypt what the engine is to store',
  description:
    'As /codec/decode, the other way round. Without PAYLOAD_ENCRYPTION_KEY they come back as they are.',
  body: { schema: payloadsSchema, example: PLAIN, limit: BODY_LIMIT },
  answers: { 200: json(payloadsSchema, { description: 'The same payloads, encrypted.', example: SEALED }) },
} as const;

const checkMayRead = ({ userId }: Caller): void => {
  if (userId === null) return;
  throw new ProblemError(
    'Forbidden',
    `This key is bound to user "${userId}", and payloads are everybody's: use a key that is bound to nobody.`,
  );
};

type Step = (payloads: WirePayload[]) => Promise<WirePayload[]>;

const apply = async (step: Step, payloads: readonly PayloadJson[]): Promise<{ payloads: PayloadJson[] }> => {
  try {
    const done = await step(payloads.map(fromPayloadJson));
    return { payloads: done.map(toPayloadJson) };
  } catch (cause) {
    if (!(cause instanceof PayloadLockedError)) throw cause;
    const problems = [{ field: 'payloads', problem: 'cannot be decrypted' }];
    throw new ProblemError('InvalidRequest', cause.message, { problems, cause });
  }
};

/**
 * `POST /codec/decode` and `POST /codec/encode`: Temporal's protocol of remote codecs.
 * @param encryptionKeys PAYLOAD_ENCRYPTION_KEY
 */
export function createCodecOperations(encryptionKeys: string | null): Operation[] {
  const codec = createPayloadCodec(parsePayloadKeys(encryptionKeys));
  return [
    operation(decodeContract, async ({ body, caller }) => {
      checkMayRead(caller);
      return reply(200, await apply((payloads) => codec.decode(payloads), body.payloads));
    }),
    operation(encodeContract, async ({ body, caller }) => {
      checkMayRead(caller);
      return reply(200, await apply((payloads) => codec.encode(payloads), body.payloads));
    }),
  ];
}
