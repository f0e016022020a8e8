import type { Contract } from '../operation/contract';
import type { ProblemKind } from '../problem';
import { createSchemaCollector, type JsonSchema } from './create-schema-collector';
import { PROBLEM_DESCRIPTIONS } from './problem-descriptions';
import { problemSchema } from './problem-schema';
import { toOpenApiOperation, type Setup } from './to-openapi-operation';
import { toProblemKinds } from './to-problem-kinds';

const SECURITY_SCHEMES = {
  bearer: { type: 'http', scheme: 'bearer', description: 'A key of API_KEYS.' },
  apiKey: { type: 'apiKey', in: 'header', name: 'X-API-Key', description: 'A key of API_KEYS.' },
  ticket: { type: 'apiKey', in: 'query', name: 'ticket', description: 'A ticket of POST /tickets.' },
};

const toProblemResponse = (kind: ProblemKind, schema: JsonSchema) => ({
  description: PROBLEM_DESCRIPTIONS[kind],
  content: { 'application/problem+json': { schema } },
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
      responses: Object.fromEntries([...kinds].map((kind) => [kind, toProblemResponse(kind, problem)])),
      securitySchemes: SECURITY_SCHEMES,
    },
  };
}
