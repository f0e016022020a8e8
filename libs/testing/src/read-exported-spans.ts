/** A span as a collector gets it. */
export interface ExportedSpan {
  /** `service.name` of its process. */
  service: string;
  traceId: string;
  spanId: string;
  /** Null for the first one of its trace. */
  parentSpanId: string | null;
  name: string;
  attributes: Record<string, unknown>;
}

/** A message of protocol buffers: the values of each field by its number. */
type Message = ReadonlyMap<number, readonly (Buffer | number)[]>;

const VARINT = 0;
const FIXED_64 = 1;
const BYTES = 2;
const FIXED_32 = 5;

/** Reads a number of seven bits a byte; returns it, and where the next value begins. */
function readVarint(bytes: Buffer, start: number): [number, number] {
  let value = 0n;
  for (let at = start, shift = 0n; ; at += 1, shift += 7n) {
    const byte = bytes.readUInt8(at);
    value |= BigInt(byte & 0x7f) << shift;
    if (byte < 0x80) return [Number(value), at + 1];
  }
}

function parseMessage(bytes: Buffer): Message {
  const fields = new Map<number, (Buffer | number)[]>();
  for (let at = 0; at < bytes.length;) {
    const [tag, begin] = readVarint(bytes, at);
    const [number, kind] = [tag >> 3, tag & 7];
    let value: Buffer | number;
    if (kind === VARINT) [value, at] = readVarint(bytes, begin);
    else if (kind === BYTES) {
      const [length, from] = readVarint(bytes, begin);
      at = from + length;
      value = bytes.subarray(from, at);
    } else if (kind === FIXED_64 || kind === FIXED_32) {
      at = begin + (kind === FIXED_64 ? 8 : 4);
      value = bytes.subarray(begin, at);
    } else throw new Error(`No message of OTLP: a value of kind ${kind}`);
    fields.set(number, [...(fields.get(number) ?? []), value]);
  }
  return fields;
}

const bytesOf = (message: Message, field: number): Buffer[] =>
  (message.get(field) ?? []).map((value) => Buffer.from(value as Buffer));
const partsOf = (message: Message, field: number): Message[] => bytesOf(message, field).map(parseMessage);
const textOf = (message: Message, field: number, encoding: 'utf8' | 'hex' = 'utf8'): string =>
  (bytesOf(message, field)[0] ?? Buffer.alloc(0)).toString(encoding);

/** A value that is a text, or a whole number. */
const toValue = (value: Message): unknown => (value.has(1) ? textOf(value, 1) : value.get(3)?.[0]);
const toAttributes = (message: Message, field: number): Record<string, unknown> =>
  Object.fromEntries(
    partsOf(message, field).map((each) => [textOf(each, 1), toValue(partsOf(each, 2)[0] ?? new Map())]),
  );

/** Field numbers are those of opentelemetry/proto/trace/v1/trace.proto. */
const fromProtobuf = (body: Buffer): ExportedSpan[] =>
  partsOf(parseMessage(body), 1).flatMap((resourceSpans) => {
    const [resource = new Map()] = partsOf(resourceSpans, 1);
    const service = String(toAttributes(resource, 1)['service.name']);
    return partsOf(resourceSpans, 2)
      .flatMap((scopeSpans) => partsOf(scopeSpans, 2))
      .map((span) => ({
        service,
        traceId: textOf(span, 1, 'hex'),
        spanId: textOf(span, 2, 'hex'),
        parentSpanId: textOf(span, 4, 'hex') || null,
        name: textOf(span, 5),
        attributes: toAttributes(span, 9),
      }));
  });

interface JsonAttribute {
  key: string;
  value: { stringValue?: string; intValue?: number | string };
}

interface JsonSpan extends Pick<ExportedSpan, 'traceId' | 'spanId' | 'name'> {
  parentSpanId?: string;
  attributes?: JsonAttribute[];
}

interface JsonExport {
  resourceSpans: { resource: { attributes: JsonAttribute[] }; scopeSpans: { spans: JsonSpan[] }[] }[];
}

const fromJsonAttributes = (attributes: readonly JsonAttribute[] = []): Record<string, unknown> =>
  Object.fromEntries(attributes.map(({ key, value }) => [key, value.stringValue ?? Number(value.intValue)]));

const fromJson = (body: Buffer): ExportedSpan[] =>
  (JSON.parse(body.toString()) as JsonExport).resourceSpans.flatMap(({ resource, scopeSpans }) =>
    scopeSpans.flatMap(({ spans }) =>
      spans.map(({ traceId, spanId, parentSpanId, name, attributes }) => ({
        service: String(fromJsonAttributes(resource.attributes)['service.name']),
        ...{ traceId, spanId, name },
        parentSpanId: parentSpanId || null,
        attributes: fromJsonAttributes(attributes),
      })),
    ),
  );

/** The spans in an export by OTLP over HTTP. */
export const readExportedSpans = (body: Buffer, mediaType: string): ExportedSpan[] =>
  mediaType.includes('json') ? fromJson(body) : fromProtobuf(body);
