import { createRequire } from 'node:module';
import path from 'node:path';
import { Router, type RequestHandler } from 'express';
import { z } from 'zod';
import { json, type Contract } from '../operation/contract';
import { toEntityTag } from '../operation/entity-tag';
import { rawOperation, type Operation } from '../operation/operation';
import { createOpenApiDocument, type OpenApiOptions } from './create-openapi-document';

const documentContract = {
  id: 'getOpenApi',
  method: 'get',
  path: '/openapi.json',
  tag: 'Documentation',
  summary: 'This document',
  access: 'open',
  answers: {
    200: json(z.looseObject({ openapi: z.string() }), {
      description: 'The OpenAPI 3.1 document of this API.',
      example: { openapi: '3.1.0' },
    }),
  },
} as const;

const pageContract = {
  id: 'getDocs',
  method: 'get',
  path: '/docs',
  tag: 'Documentation',
  summary: 'This document as a page',
  description: 'Everything on it comes from this API: it needs no network beyond.',
  access: 'open',
  answers: { 200: { description: 'The page.', mediaType: 'text/html' } },
} as const;

const PAGE = `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8">
    <title>GenVideo API</title>
    <link rel="stylesheet" href="/docs/swagger-ui.css">
    <link rel="icon" href="/docs/favicon-32x32.png">
  </head>
  <body>
    <div id="docs"></div>
    <script src="/docs/swagger-ui-bundle.js"></script>
    <script src="/docs/start.js"></script>
  </body>
</html>
`;

const START_SCRIPT = `SwaggerUIBundle({ url: '/openapi.json', dom_id: '#docs', deepLinking: true });
`;

const PARTS = ['swagger-ui.css', 'swagger-ui-bundle.js', 'favicon-32x32.png'];

/** What the page is made of: the files of the package that draws it. */
export function createDocsParts(): Router {
  const folder = path.dirname(createRequire(__filename).resolve('swagger-ui-dist/package.json'));
  const routes = Router();
  for (const part of PARTS)
    routes.get(`/docs/${part}`, (_request, response) =>
      response.sendFile(part, { root: folder, maxAge: '1h' }),
    );
  routes.get('/docs/start.js', (_request, response) => response.type('text/javascript').send(START_SCRIPT));
  return routes;
}

const sendPage: RequestHandler = (_request, response) => {
  response.type('text/html').send(PAGE);
};

/**
 * `GET /openapi.json` and `GET /docs`.
 * @param options of the document, its contracts without these two
 */
export function createDocsOperations(options: OpenApiOptions): Operation[] {
  const contracts: Contract[] = [...options.contracts, documentContract, pageContract];
  const document = JSON.stringify(createOpenApiDocument({ ...options, contracts }));
  const tag = toEntityTag(document);
  return [
    rawOperation(documentContract, (_request, response) => {
      response.set('ETag', tag).type('application/json').send(document);
    }),
    rawOperation(pageContract, sendPage),
  ];
}
