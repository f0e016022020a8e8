import type { z } from 'zod';
import { isConditional, type AnswerContract, type Contract } from '../operation/contract';
import { toStatus } from '../problem';
import type { SchemaCollector } from './create-schema-collector';
import { QUOTA_HEADERS, toHeaders } from './to-headers';
import { toProblemKinds, type Protection } from './to-problem-kinds';

type Place = 'path' | 'query' | 'header';

const toParameters = (schema: z.ZodObject | undefined, place: Place, collector: SchemaCollector) =>
  Object.entries(schema?.shape ?? {}).map(([name, part]) => {
    const { description, ...content } = collector.convert(part as z.ZodType, 'input');
    return {
      name,
      in: place,
      required: place === 'path' || !(part as z.ZodType).safeParse(undefined).success,
      ...(description === undefined ? {} : { description }),
      schema: content,
    };
  });

const toAnswer = (answer: AnswerContract, collector: SchemaCollector) => {
  const { description, schema, example, mediaType, headers = {} } = answer;
  const content = {
    ...(schema === undefined ? {} : { schema: collector.convert(schema, 'output') }),
    ...(example === undefined ? {} : { example }),
  };
  const type = mediaType ?? (schema === undefined ? null : 'application/json');
  return {
    description,
    ...(Object.keys(headers).length === 0 ? {} : { headers: toHeaders(headers) }),
    ...(type === null ? {} : { content: { [type]: content } }),
  };
};

const NOT_MODIFIED: Contract['answers'] = {
  304: { description: 'Nothing has changed since the answer of that ETag.' },
};

const ETAG = { ETag: 'What stands for this answer in If-None-Match.' };

/** The headers that any answer but a problem has, by what the route is. */
const toCommonHeaders = (contract: Contract, { limited }: Protection) => ({
  ...(isConditional(contract) ? ETAG : {}),
  ...(limited && contract.access !== 'open' ? QUOTA_HEADERS : {}),
});

const toAnswers = (contract: Contract, protection: Protection, collector: SchemaCollector) => {
  const common = toCommonHeaders(contract, protection);
  const answers: Contract['answers'] = {
    ...contract.answers,
    ...(isConditional(contract) ? NOT_MODIFIED : {}),
  };
  return Object.fromEntries(
    Object.entries(answers).map(([status, answer]) => [
      status,
      toAnswer({ ...answer, headers: { ...answer.headers, ...common } }, collector),
    ]),
  );
};

const toResponses = (contract: Contract, protection: Protection, collector: SchemaCollector) => ({
  ...toAnswers(contract, protection, collector),
  ...Object.fromEntries(
    toProblemKinds(contract, protection).map((kind) => [
      toStatus(kind),
      { $ref: `#/components/responses/${kind}` },
    ]),
  ),
});

/** Keys may be sent where they are not required, too. */
const toSecurity = ({ access }: Contract, required: boolean) => {
  if (access === 'open') return [];
  const schemes = access === 'key_or_ticket' ? ['bearer', 'apiKey', 'ticket'] : ['bearer', 'apiKey'];
  return [...(required ? [] : [{}]), ...schemes.map((scheme) => ({ [scheme]: [] }))];
};

/** How much of the contract depends on how the API is set up. */
export interface Setup extends Protection {
  /** REQUIRE_API_KEY. */
  required: boolean;
}

const toLines = ({ lines }: NonNullable<Contract['body']>, collector: SchemaCollector) => {
  if (lines === undefined) return {};
  const example = `${JSON.stringify(lines.example)}\n`;
  return { 'application/x-ndjson': { schema: collector.convert(lines.schema, 'input'), example } };
};

/** A file of any content: what is in it, the route says. */
const toUpload = ({ mediaTypes }: NonNullable<Contract['upload']>) => ({
  required: true,
  content: Object.fromEntries(
    mediaTypes.map((type) => [type, { schema: { type: 'string', format: 'binary' } }]),
  ),
});

const toRequestBody = ({ body, upload }: Contract, collector: SchemaCollector) => {
  if (upload !== undefined) return { requestBody: toUpload(upload) };
  if (body === undefined) return {};
  return {
    requestBody: {
      // A request without a body is taken for one with nothing in it.
      required: !body.schema.safeParse({}).success,
      content: {
        'application/json': { schema: collector.convert(body.schema, 'input'), example: body.example },
        ...toLines(body, collector),
      },
    },
  };
};

/** A contract as an operation object of OpenAPI; its schemas go to the collector. */
export function toOpenApiOperation(contract: Contract, setup: Setup, collector: SchemaCollector) {
  const { id, tag, summary, description, parameters } = contract;
  return {
    operationId: id,
    tags: [tag],
    summary,
    ...(description === undefined ? {} : { description }),
    security: toSecurity(contract, setup.required),
    parameters: [
      ...toParameters(parameters?.path, 'path', collector),
      ...toParameters(parameters?.query, 'query', collector),
      ...toParameters(parameters?.headers, 'header', collector),
    ],
    ...toRequestBody(contract, collector),
    responses: toResponses(contract, setup, collector),
  };
}
