import type { Contract } from '../operation/contract';
import type { ProblemKind } from '../problem';
import { createSchemaCollector, type JsonSchema } from './create-schema-collector';
import { PROBLEM_ANSWERS, toProblemExample } from './problem-answers';
import { problemSchema } from './problem-schema';
import { QUOTA_HEADERS, toHeaders } from './to-headers';
import { toOpenApiOperation, type Setup } from './to-openapi-operation';
import { toProblemKinds } from './to-problem-kinds';

const SECURITY_SCHEMES = {
  bearer: { type: 'http', scheme: 'bearer', description: 'A key of API_KEYS.' },
  apiKey: { type: 'apiKey', in: 'header', name: 'X-API-Key', description: 'A key of API_KEYS.' },
  ticket: { type: 'apiKey', in: 'query', name: 'ticket', description: 'A ticket of POST /tickets.' },
};

/** Quota headers are there where requests are counted. */
const toProblemHeaders = (kind: ProblemKind, { limited }: Setup) => ({
  ...PROBLEM_ANSWERS[kind].headers,
  ...(limited && kind === 'RateLimited' ? QUOTA_HEADERS : {}),
});

const toProblemResponse = (kind: ProblemKind, schema: JsonSchema, setup: Setup) => ({
  description: PROBLEM_ANSWERS[kind].description,
  headers: toHeaders(toProblemHeaders(kind, setup)),
  content: { 'application/problem+json': { schema, example: toProblemExample(kind) } },
});

export interface OpenApiOptions extends Setup {
  contracts: readonly Contract[];
  version: string;
}

/** The OpenAPI 3.1 document of the contracts. */
export function createOpenApiDocument(options: OpenApiOptions) {
  const collector = createSchemaCollector();
  const paths: Record<string, Record<string, ReturnType<typeof toOpenApiOperation>>> = {};
  for (const contract of options.contracts)
    paths[contract.path] = {
      ...paths[contract.path],
      [contract.method]: toOpenApiOperation(contract, options, collector),
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
      responses: Object.fromEntries(
        [...kinds].map((kind) => [kind, toProblemResponse(kind, problem, options)]),
      ),
      securitySchemes: SECURITY_SCHEMES,
    },
  };
}
