import type { z } from 'zod';
import type { AnswerContract, Contract } from '../operation/contract';
import { toStatus, type ProblemKind } from '../problem';
import { createSchemaCollector, type JsonSchema, type SchemaCollector } from './create-schema-collector';
import { PROBLEM_DESCRIPTIONS } from './problem-descriptions';
import { problemSchema } from './problem-schema';
import { toProblemKinds, type Protection } from './to-problem-kinds';

const SECURITY_SCHEMES = {
  bearer: { type: 'http', scheme: 'bearer', description: 'A key of API_KEYS.' },
  apiKey: { type: 'apiKey', in: 'header', name: 'X-API-Key', description: 'A key of API_KEYS.' },
  ticket: { type: 'apiKey', in: 'query', name: 'ticket', description: 'A ticket of POST /tickets.' },
};

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

const toOperation = (contract: Contract, options: OpenApiOptions, collector: SchemaCollector) => {
  const { id, tag, summary, description, parameters, body } = contract;
  return {
    operationId: id,
    tags: [tag],
    summary,
    ...(description === undefined ? {} : { description }),
    security: toSecurity(contract, options.required),
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
    responses: toResponses(contract, options, collector),
  };
};

const toProblemResponse = (kind: ProblemKind, schema: JsonSchema) => ({
  description: PROBLEM_DESCRIPTIONS[kind],
  content: { 'application/problem+json': { schema } },
});

export interface OpenApiOptions extends Protection {
  contracts: readonly Contract[];
  version: string;
  /** REQUIRE_API_KEY. */
  required: boolean;
}

/** The OpenAPI 3.1 document of the contracts. */
export function createOpenApiDocument(options: OpenApiOptions) {
  const collector = createSchemaCollector();
  const paths: Record<string, Record<string, ReturnType<typeof toOperation>>> = {};
  for (const contract of options.contracts)
    paths[contract.path] = {
      ...paths[contract.path],
      [contract.method]: toOperation(contract, options, collector),
    };
  const problem = collector.convert(problemSchema, 'output');
  const kinds = new Set(options.contracts.flatMap((contract) => toProblemKinds(contract, options)));
  return {
    openapi: '3.1.0',
    info: {
      title: 'GenVideo',
      version: options.version,
      description:
        'Prompts into pictures and videos, durably. Times are ISO 8601 UTC; every key is always there.',
      license: { name: 'MIT', identifier: 'MIT' },
    },
    servers: [{ url: '/' }],
    tags: [...new Set(options.contracts.map(({ tag }) => tag))].map((name) => ({ name })),
    paths,
    components: {
      schemas: collector.components(),
      responses: Object.fromEntries([...kinds].map((kind) => [kind, toProblemResponse(kind, problem)])),
      securitySchemes: SECURITY_SCHEMES,
    },
  };
}
