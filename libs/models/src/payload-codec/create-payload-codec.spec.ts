import fc from 'fast-check';
import { createPayloadCodec } from './create-payload-codec';
import { parsePayloadKeys } from './payload-keys';
import { markPlain } from './plain-mark';
import { decodeWirePayload, encodeWirePayload, type WirePayload } from './wire-payload';

const KEY = Buffer.alloc(32, 1).toString('base64');
const OTHER = Buffer.alloc(32, 2).toString('hex');
const codecOf = (keys: string | null) => createPayloadCodec(parsePayloadKeys(keys));

const toPayload = (value: unknown): WirePayload => ({
  metadata: { encoding: Buffer.from('json/plain') },
  data: Buffer.from(JSON.stringify(value)),
});
const toValue = ({ data }: WirePayload): unknown => JSON.parse(Buffer.from(data ?? []).toString());

describe('createPayloadCodec', () => {
  it('hides a payload and brings it back', async () => {
    const codec = codecOf(KEY);
    const [sealed] = await codec.encode([toPayload({ prompt: 'a red fox' })]);
    expect(Buffer.from(sealed!.data ?? []).includes('red fox')).toBe(false);
    expect(Buffer.from(sealed!.metadata!['encoding']!).toString()).toBe('binary/encrypted');
    const [opened] = await codec.decode([sealed!]);
    expect(toValue(opened!)).toEqual({ prompt: 'a red fox' });
    expect(Buffer.from(opened!.metadata!['encoding']!).toString()).toBe('json/plain');
  });

  it('writes the same thing differently each time', async () => {
    const sealed = await codecOf(KEY).encode([toPayload('a'), toPayload('a')]);
    expect(sealed[0]).not.toEqual(sealed[1]);
  });

  it('takes what is not encrypted as it is', async () => {
    const plain = toPayload('from another SDK');
    await expect(codecOf(KEY).decode([plain])).resolves.toEqual([plain]);
  });

  it('encrypts with the first key and reads with each', async () => {
    const before = await codecOf(OTHER).encode([toPayload('old')]);
    const rotated = codecOf(`${KEY}, ${OTHER}`);
    const [opened] = await rotated.decode(before);
    expect(toValue(opened!)).toBe('old');
    const after = await rotated.encode([toPayload('new')]);
    expect(toValue((await codecOf(KEY).decode(after))[0]!)).toBe('new');
  });

  it('writes in plain after "none", and still reads', async () => {
    const sealed = await codecOf(KEY).encode([toPayload('old')]);
    const codec = codecOf(`none,${KEY}`);
    expect(codec.encrypts).toBe(false);
    expect(toValue((await codec.decode(sealed))[0]!)).toBe('old');
    await expect(codec.encode([toPayload('new')])).resolves.toEqual([toPayload('new')]);
  });

  it('leaves out what is marked, and takes the mark off', async () => {
    const marked = markPlain(toPayload(1));
    await expect(codecOf(KEY).encode([marked])).resolves.toEqual([toPayload(1)]);
    await expect(codecOf(null).encode([marked])).resolves.toEqual([toPayload(1)]);
  });

  it.each([
    ['no key', null, /no PAYLOAD_ENCRYPTION_KEY here.*Set PAYLOAD_ENCRYPTION_KEY/],
    ['another key', OTHER, /another key \([0-9a-f]{16}\).*Set PAYLOAD_ENCRYPTION_KEY/],
  ])('says what is missing with %s', async (_, keys, words) => {
    const sealed = await codecOf(KEY).encode([toPayload('secret')]);
    await expect(codecOf(keys).decode(sealed)).rejects.toThrow(words);
  });

  it.each([
    ['changed', (data: Buffer) => data.map((byte, index) => (index === 20 ? byte ^ 1 : byte))],
    ['cut short', (data: Buffer) => data.subarray(0, 10)],
    ['emptied', () => Buffer.alloc(0)],
  ])('refuses what was %s', async (_, spoil) => {
    const [sealed] = await codecOf(KEY).encode([toPayload('secret')]);
    const spoilt = { ...sealed, data: spoil(Buffer.from(sealed!.data ?? [])) };
    await expect(codecOf(KEY).decode([spoilt])).rejects.toThrow(/cannot be decrypted/);
  });

  it('brings back whatever a payload holds', () => {
    const bytes = fc.uint8Array({ maxLength: 300 });
    fc.assert(
      fc.property(fc.dictionary(fc.string(), bytes), bytes, (metadata, data) => {
        const read = decodeWirePayload(encodeWirePayload({ metadata, data }));
        const toPairs = (all: WirePayload['metadata']) =>
          Object.entries(all ?? {}).map(([name, value]) => [name, [...value]]);
        expect(toPairs(read.metadata)).toEqual(toPairs(metadata));
        expect([...(read.data ?? [])]).toEqual([...data]);
      }),
    );
  });
});

describe('parsePayloadKeys', () => {
  it.each([
    ['a word', 'secret', 1],
    ['a key that is too short', Buffer.alloc(16).toString('base64'), 1],
    ['a second key that is none', `${KEY},nonsense!`, 2],
  ])('refuses %s and does not show it', (_, keys, at) => {
    expect(() => parsePayloadKeys(keys)).toThrow(
      `PAYLOAD_ENCRYPTION_KEY must be keys of 32 bytes in base64 or hex, separated by commas (make one with "openssl rand -base64 32"); key ${at} is not one.`,
    );
  });

  it('knows a key by the same id in base64 and in hex', () => {
    const hex = Buffer.from(KEY, 'base64').toString('hex');
    expect(parsePayloadKeys(hex).encryptWith?.id).toBe(parsePayloadKeys(KEY).encryptWith?.id);
  });

  it('has no key where none is set', () => {
    expect(parsePayloadKeys(null)).toEqual({ encryptWith: null, all: [] });
  });
});
