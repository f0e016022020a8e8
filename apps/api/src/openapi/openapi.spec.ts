import { serveApp, type ServedApp } from '../../test/serve-app';

type Json = Record<string, unknown>;
interface Documented {
  operationId: string;
  security: Json[];
  parameters: { name: string; in: string; required: boolean }[];
  requestBody?: { required: boolean; content: Record<string, { schema: Json; example: unknown }> };
  responses: Record<string, Json>;
}
interface Document {
  openapi: string;
  paths: Record<string, Record<string, Documented>>;
  components: Record<'schemas' | 'responses' | 'securitySchemes', Record<string, Json>>;
}

const readDocument = async (app: ServedApp): Promise<Document> =>
  (await (await fetch(`${app.url}/openapi.json`)).json()) as Document;

const listOperations = ({ paths }: Document): [string, Documented][] =>
  Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]): [string, Documented] => [
      `${method.toUpperCase()} ${path}`,
      operation,
    ]),
  );

const findReferences = (value: unknown): string[] => {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, part]) =>
    key === '$ref' && typeof part === 'string' ? [part] : findReferences(part),
  );
};

const resolve = (document: Document, reference: string): unknown =>
  reference
    .slice('#/'.length)
    .split('/')
    .reduce<unknown>((part, key) => (part as Json | undefined)?.[key], document);

describe('GET /openapi.json', () => {
  let app: ServedApp;
  let document: Document;

  beforeAll(async () => {
    app = await serveApp('127.0.0.1:1', {});
    document = await readDocument(app);
  });
  afterAll(() => app.stop());

  it('describes every route', () => {
    expect(document.openapi).toBe('3.1.0');
    expect(
      listOperations(document)
        .map(([name]) => name)
        .sort(),
    ).toEqual(
      [
        'GET /',
        'GET /assets/{folder}/{file}',
        'GET /assets/~pictures/{file}',
        'GET /batches/{batch_id}',
        'GET /deliveries',
        'GET /docs',
        'GET /doctor',
        'GET /events',
        'GET /failures',
        'GET /gallery',
        'GET /health',
        'GET /limiter',
        'GET /limiter/history',
        'GET /metrics',
        'GET /openapi.json',
        'GET /ready',
        'GET /session',
        'GET /workflows',
        'GET /workflows/{workflow_id}/detailed-status',
        'GET /workflows/{workflow_id}/events',
        'GET /workflows/{workflow_id}/explain',
        'GET /workflows/{workflow_id}/preview',
        'GET /workflows/{workflow_id}/progress',
        'GET /workflows/{workflow_id}/result',
        'GET /workflows/{workflow_id}/status',
        'PATCH /batches/{batch_id}',
        'PATCH /limiter',
        'POST /batches',
        'POST /batches/{batch_id}/pause',
        'POST /batches/{batch_id}/resume',
        'POST /batches/{batch_id}/retry-failed',
        'POST /callback/fal',
        'POST /callback/kling',
        'POST /codec/decode',
        'POST /codec/encode',
        'POST /deliveries/{id}/redeliver',
        'POST /images',
        'POST /jobs',
        'POST /pictures',
        'POST /tickets',
        'POST /videos',
        'POST /workflows/{workflow_id}/cancel',
      ].sort(),
    );
  });

  it('names each operation once, and refers to nothing that is not there', () => {
    const ids = listOperations(document).map(([, { operationId }]) => operationId);
    expect(new Set(ids).size).toBe(ids.length);
    const references = findReferences(document);
    expect(references.length).toBeGreaterThan(50);
    expect(references.filter((reference) => resolve(document, reference) === undefined)).toEqual([]);
    expect(JSON.stringify(document)).not.toContain('$defs');
  });

  it('says of every route which problems it answers with', () => {
    for (const [name, { responses }] of listOperations(document)) {
      const problems = Object.keys(responses).filter((status) => Number(status) >= 400);
      expect([name, problems]).toEqual([name, expect.arrayContaining(['400', '431', '500'])]);
    }
    expect(document.components.responses['NotFound']).toMatchObject({
      content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
    });
  });

  it('shows an example of every problem, and the headers that go with it', () => {
    const { responses } = document.components;
    for (const [kind, { content }] of Object.entries(responses))
      expect(content).toMatchObject({
        'application/problem+json': {
          example: {
            type: `urn:genvideo:problem:${kind}`,
            status: expect.any(Number),
            detail: expect.any(String),
          },
        },
      });
    expect(responses['ServiceUnavailable']).toHaveProperty('headers.Retry-After');
    expect(Object.keys(document.paths['/jobs']?.['post']?.responses ?? {})).toEqual(
      expect.arrayContaining(['200', '202', '403', '404', '409', '422', '429', '503']),
    );
  });

  it('requires a body just where a request without one is refused', async () => {
    const withBody = listOperations(document).filter(([, { requestBody }]) => requestBody !== undefined);
    for (const [name, { requestBody }] of withBody) {
      const [method = '', path = ''] = name.split(' ');
      const response = await fetch(`${app.url}${path.replaceAll(/\{\w+\}/g, 'x')}`, { method });
      expect([name, requestBody?.required]).toEqual([name, [400, 415, 422].includes(response.status)]);
    }
  });

  it('tells of entity tags where answers have them', () => {
    for (const what of ['status', 'progress', 'result']) {
      const { responses = {} } = document.paths[`/workflows/{workflow_id}/${what}`]?.['get'] ?? {};
      for (const status of ['200', '304']) expect(responses[status]).toHaveProperty('headers.ETag');
    }
    expect(document.paths['/limiter']?.['get']?.responses['200']).not.toHaveProperty('headers');
  });

  it('is not sent again to who has it', async () => {
    const first = await fetch(`${app.url}/openapi.json`);
    expect(first.headers.get('content-type')).toContain('application/json');
    const headers = { 'if-none-match': first.headers.get('etag') ?? '', 'cache-control': 'max-age=0' };
    expect((await fetch(`${app.url}/openapi.json`, { headers })).status).toBe(304);
  });

  it('tells of limits where there are some', async () => {
    const limited = await serveApp('127.0.0.1:1', {
      ENABLE_RATE_LIMITING: 'true',
      REQUIRE_API_KEY: 'true',
      API_KEYS: 'a-key-that-is-long-enough',
    });
    try {
      const { paths, components } = await readDocument(limited);
      expect(paths['/jobs']?.['post']?.responses['202']).toHaveProperty('headers.RateLimit-Remaining');
      expect(paths['/health']?.['get']?.responses['200']).not.toHaveProperty('headers');
      expect(components.responses['RateLimited']).toHaveProperty('headers.RateLimit-Reset');
      expect(components.responses['Unauthorized']).toHaveProperty('headers.WWW-Authenticate');
    } finally {
      await limited.stop();
    }
  });

  it('tells what a job takes, with the limits and the defaults that requests are checked by', () => {
    const { requestBody, parameters } = document.paths['/jobs']?.['post'] ?? {};
    expect(parameters?.map(({ name }) => name)).toEqual(['Idempotency-Key', 'Prefer']);
    expect(requestBody?.content['application/json']).toMatchObject({
      schema: { $ref: '#/components/schemas/JobInput' },
      example: { prompt: expect.any(String) },
    });
    expect(document.components.schemas['JobInput']).toMatchObject({
      required: ['prompt', 'user_id'],
      additionalProperties: false,
      properties: {
        prompt: { type: 'string', minLength: 1, maxLength: 2_500 },
        width: { minimum: 64, maximum: 4_096, default: 1_024 },
        priority: { minimum: 1, maximum: 5, default: 3 },
      },
    });
  });

  it('asks for keys where the API does', async () => {
    expect(document.paths['/jobs']?.['post']?.security).toContainEqual({});
    const keyed = await serveApp('127.0.0.1:1', { REQUIRE_API_KEY: 'true', API_KEYS: 'a-key-of-this-spec' });
    try {
      const { paths, components } = await readDocument(keyed);
      expect(Object.keys(components.securitySchemes)).toEqual(['bearer', 'apiKey', 'ticket']);
      expect(paths['/jobs']?.['post']?.security).toEqual([{ bearer: [] }, { apiKey: [] }]);
      expect(paths['/workflows/{workflow_id}/events']?.['get']?.security).toContainEqual({ ticket: [] });
      expect(paths['/health']?.['get']?.security).toEqual([]);
      expect(paths['/jobs']?.['post']?.responses).toHaveProperty('401');
    } finally {
      await keyed.stop();
    }
  });

  it('lists at / the path of every route, and of the WebSocket', async () => {
    const { links } = (await (await fetch(app.url)).json()) as { links: Record<string, string> };
    const paths = Object.keys(document.paths).filter((path) => path !== '/');
    expect(Object.values(links).sort()).toEqual([...paths, '/ws/workflows/{workflow_id}/progress'].sort());
    expect(links).toMatchObject({
      status: '/workflows/{workflow_id}/status',
      detailed_status: '/workflows/{workflow_id}/detailed-status',
      callback_kling: '/callback/kling',
    });
  });

  describe('GET /docs', () => {
    it('is a page whose parts all come from the API', async () => {
      const response = await fetch(`${app.url}/docs`);
      expect(response.headers.get('content-type')).toContain('text/html');
      expect(response.headers.get('content-security-policy')).not.toContain('upgrade-insecure-requests');
      const page = await response.text();
      const parts = [...page.matchAll(/(?:src|href)="([^"]+)"/g)].map(([, part = '']) => part);
      expect(parts).toHaveLength(4);
      for (const part of parts) {
        expect(part).toMatch(/^\/docs\//);
        expect((await fetch(`${app.url}${part}`)).status).toBe(200);
      }
      expect(page).not.toMatch(/https?:/);
    });

    it('serves nothing else of the package that draws it', async () => {
      for (const file of ['package.json', 'index.html', '../package.json'])
        expect((await fetch(`${app.url}/docs/${encodeURIComponent(file)}`)).status).toBe(404);
    });
  });
});
