import { z } from 'zod';
import type { WirePayload } from '@genvideo/models/payload-codec';

// Payloads have megabytes: what is looked for is no more than one run of characters.
const BASE64 = /^[A-Za-z0-9+/_-]*={0,2}$/;

/** A last group of one character holds no byte, and padding fills a group up. */
const isWhole = (text: string): boolean => {
  const digits = text.length - (/=*$/.exec(text.slice(-2))?.[0].length ?? 0);
  return digits % 4 === 0 ? digits === text.length : digits % 4 !== 1;
};

const bytesSchema = z
  .string()
  .regex(BASE64, 'is not base64')
  .refine(isWhole, 'is not base64')
  .meta({ description: 'In base64.' });

/** A payload in the JSON of Protocol Buffers. What else stands in it is the engine's own. */
export const payloadSchema = z
  .looseObject({
    metadata: z.record(z.string(), bytesSchema).nullish(),
    data: bytesSchema.nullish(),
  })
  .meta({ id: 'EnginePayload' });

export type PayloadJson = z.output<typeof payloadSchema>;

const toBase64 = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64');

const mapValues = <From, To>(record: Record<string, From>, to: (value: From) => To): Record<string, To> =>
  Object.fromEntries(Object.entries(record).map(([name, value]) => [name, to(value)]));

export function fromPayloadJson({ metadata, data }: PayloadJson): WirePayload {
  return {
    metadata: mapValues(metadata ?? {}, (text) => Buffer.from(text, 'base64')),
    data: Buffer.from(data ?? '', 'base64'),
  };
}

export function toPayloadJson({ metadata, data }: WirePayload): PayloadJson {
  return { metadata: mapValues(metadata ?? {}, toBase64), data: toBase64(data ?? new Uint8Array()) };
}
