import type { AddressInfo } from 'node:net';
import express from 'express';

/** The same answer as the API's, made from nothing. */
const ANSWER = JSON.parse(process.argv[2] ?? '{}') as object;

const app = express();
app.get('/workflows/:workflowId/progress', (_request, response) => {
  response.json(ANSWER);
});
const server = app.listen(0, '127.0.0.1', () => {
  process.stdout.write(`bare_listening ${(server.address() as AddressInfo).port}\n`);
});
