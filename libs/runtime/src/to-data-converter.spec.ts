import { createDecipheriv } from 'node:crypto';
import { defaultPayloadConverter } from '@temporalio/common';
import { temporal } from '@temporalio/proto';
import { toDataConverter } from './to-data-converter';

const KEY = Buffer.alloc(32, 9);
const { Payload } = temporal.api.common.v1;

describe('toDataConverter', () => {
  it("encrypts in the format of Temporal's own samples, so that any language can read it", async () => {
    const [codec] = toDataConverter(KEY.toString('base64')).payloadCodecs ?? [];
    const value = { prompt: 'a red fox', metadata: { filler: 'x'.repeat(70_000) } };
    const [sealed] = await codec!.encode([defaultPayloadConverter.toPayload(value)]);
    const data = Buffer.from(sealed!.data ?? []);
    const decipher = createDecipheriv('aes-256-gcm', KEY, data.subarray(0, 12));
    decipher.setAuthTag(data.subarray(-16));
    const opened = Buffer.concat([decipher.update(data.subarray(12, -16)), decipher.final()]);
    expect(defaultPayloadConverter.fromPayload(Payload.decode(opened))).toEqual(value);
  });

  it('writes in plain without a key', async () => {
    const [codec] = toDataConverter(null).payloadCodecs ?? [];
    const payload = defaultPayloadConverter.toPayload('plain');
    await expect(codec!.encode([payload])).resolves.toEqual([payload]);
  });
});
