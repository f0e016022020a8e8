import type { z } from 'zod';
import type { AnswerContract, Contract } from '../operation/contract';
import { toStatus } from '../problem';
import type { SchemaCollector } from './create-schema-collector';
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

const toHeaders = (headers: AnswerContract['headers'] = {}) =>
  Object.fromEntries(
    Object.entries(headers).map(([name, description]) => [name, { description, schema: { type: 'string' } }]),
  );

const toAnswer = (answer: AnswerContract, collector: SchemaCollector) => {
  const { description, schema, example, mediaType, headers } = answer;
  const content = {
    ...(schema === undefined ? {} : { schema: collector.convert(schema, 'output') }),
    ...(example === undefined ? {} : { example }),
  };
  const type = mediaType ?? (schema === undefined ? null : 'application/json');
  return {
    description,
    ...(headers === undefined ? {} : { headers: toHeaders(headers) }),
    ...(type === null ? {} : { content: { [type]: content } }),
  };
};

const NOT_MODIFIED = { 304: { description: 'Nothing has changed since the answer of that ETag.' } };

const toResponses = (contract: Contract, protection: Protection, collector: SchemaCollector) => ({
  ...Object.fromEntries(
    Object.entries(contract.answers).map(([status, answer]) => [status, toAnswer(answer, collector)]),
  ),
  ...('If-None-Match' in (contract.parameters?.headers?.shape ?? {}) ? NOT_MODIFIED : {}),
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

/** A contract as an operation object of OpenAPI; its schemas go to the collector. */
export function toOpenApiOperation(contract: Contract, setup: Setup, collector: SchemaCollector) {
  const { id, tag, summary, description, parameters, body } = contract;
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
    ...(body === undefined
      ? {}
      : {
          requestBody: {
            required: true,
            content: {
              'application/json': { schema: collector.convert(body.schema, 'input'), example: body.example },
            },
          },
        }),
    responses: toResponses(contract, setup, collector),
  };
}
