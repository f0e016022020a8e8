/** A payload as Temporal's SDKs hand it to a codec, by its shape: this package knows no SDK. */
export interface WirePayload {
  metadata?: Record<string, Uint8Array> | null;
  data?: Uint8Array | null;
}

/** The fields of `temporal.api.common.v1.Payload` and of the entries of its map, as tags of the wire format. */
const TAG = { metadata: 0x0a, data: 0x12, entryKey: 0x0a, entryValue: 0x12 };

const toVarint = (value: number): number[] =>
  value < 0x80 ? [value] : [(value % 0x80) | 0x80, ...toVarint(Math.floor(value / 0x80))];

const toField = (tag: number, bytes: Uint8Array): Buffer =>
  Buffer.concat([Buffer.from([tag, ...toVarint(bytes.length)]), bytes]);

/** The payload in Protocol Buffers, as every SDK writes it: what is encrypted can be read in any language. */
export function encodeWirePayload({ metadata, data }: WirePayload): Buffer {
  const entries = Object.entries(metadata ?? {}).map(([key, value]) =>
    toField(
      TAG.metadata,
      Buffer.concat([toField(TAG.entryKey, Buffer.from(key)), toField(TAG.entryValue, value)]),
    ),
  );
  return Buffer.concat([...entries, ...(data && data.length > 0 ? [toField(TAG.data, data)] : [])]);
}

const readVarint = (bytes: Uint8Array, from: number): { value: number; next: number } => {
  let value = 0;
  for (let [index, factor] = [from, 1]; index < bytes.length; index += 1, factor *= 0x80) {
    const byte = bytes[index] ?? 0;
    value += (byte & 0x7f) * factor;
    if (byte < 0x80) return { value, next: index + 1 };
  }
  throw new RangeError('The payload ends too early');
};

/** The fields of a message that has length-delimited ones only. */
function* readFields(bytes: Uint8Array): Generator<{ tag: number; bytes: Uint8Array }> {
  for (let position = 0; position < bytes.length;) {
    const tag = readVarint(bytes, position);
    if ((tag.value & 7) !== 2) throw new RangeError('The payload has a field of another kind');
    const length = readVarint(bytes, tag.next);
    position = length.next + length.value;
    if (position > bytes.length) throw new RangeError('The payload ends too early');
    yield { tag: tag.value, bytes: bytes.subarray(length.next, position) };
  }
}

const readEntry = (bytes: Uint8Array): [string, Uint8Array] => {
  const fields = new Map(Array.from(readFields(bytes), (field) => [field.tag, field.bytes]));
  const none = new Uint8Array();
  return [Buffer.from(fields.get(TAG.entryKey) ?? none).toString(), fields.get(TAG.entryValue) ?? none];
};

/**
 * The payload of what {@link encodeWirePayload}, or any SDK, wrote.
 * @throws RangeError when it is no such thing
 */
export function decodeWirePayload(bytes: Uint8Array): WirePayload {
  const fields = [...readFields(bytes)];
  const entries = fields.filter(({ tag }) => tag === TAG.metadata).map((field) => readEntry(field.bytes));
  const data = fields.findLast(({ tag }) => tag === TAG.data)?.bytes;
  return { metadata: Object.fromEntries(entries), data: data ?? new Uint8Array() };
}
