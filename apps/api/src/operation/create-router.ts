import { Router, type RequestHandler, type Response } from 'express';
import type { AdmittedCaller, ApiGate } from '../auth/create-gate';
import { refuseOtherMethods } from '../problem';
import { createBodyReader } from '../create-body-reader';
import { isConditional, type Contract } from './contract';
import type { AnyReply, Operation } from './operation';
import { parseContent, parsePath, parseQuery } from './parse-request';
import { isKnown, toEntityTag } from './entity-tag';
import { toExpressPath } from './to-express-path';
import type { EngineWatch } from './watch-engine';

export interface RouterOptions {
  operations: readonly Operation[];
  gate: ApiGate;
  withEngine: EngineWatch;
}

/** What is known of a request once it has been let in. */
interface Target {
  caller: AdmittedCaller;
  path: unknown;
  query: unknown;
}

/** Lets the caller in, says how many more requests it has, and reads the URL. */
const createDoor = (gate: ApiGate, contract: Contract): RequestHandler => {
  const options = { open: contract.access === 'open', allowTicket: contract.access === 'key_or_ticket' };
  return async (request, response, next) => {
    const caller = await gate.admit(request, options);
    if (caller.quota !== null) response.set(caller.quota);
    if (contract.access !== 'open') response.set('Cache-Control', 'private, no-cache');
    const target: Target = {
      caller,
      path: parsePath(contract, request),
      query: parseQuery(contract, request),
    };
    Object.assign(response.locals, target);
    next();
  };
};

/** Aborts when the connection goes before the answer has been sent. */
const toSignal = (response: Response): AbortSignal => {
  const controller = new AbortController();
  response.once('close', () => {
    if (!response.writableFinished) controller.abort();
  });
  return controller.signal;
};

const send = (response: Response, contract: Contract, answer: AnyReply): void => {
  const { status, body, headers = {}, tagged = body } = answer;
  response.status(status).set(headers);
  if (isConditional(contract)) {
    const tag = toEntityTag(tagged);
    response.set('ETag', tag);
    if (isKnown(response.req.get('If-None-Match'), tag)) {
      response.status(304).end();
      return;
    }
  }
  response.json(body);
};

const createAnswer = (
  { contract, handle }: Extract<Operation, { kind: 'json' }>,
  withEngine: RouterOptions['withEngine'],
): RequestHandler => {
  return async (request, response) => {
    const target = response.locals as Target;
    const content = parseContent(contract, request);
    const work = Promise.resolve(handle({ ...target, ...content, signal: toSignal(response) }));
    send(response, contract, await (contract.asksEngine ? withEngine(work) : work));
  };
};

const toHandlers = (
  operation: Operation,
  { gate, withEngine }: Omit<RouterOptions, 'operations'>,
): RequestHandler[] => {
  const door = createDoor(gate, operation.contract);
  if (operation.kind === 'raw') return [door, operation.handler];
  const { body: content } = operation.contract;
  const body = content === undefined ? [] : [createBodyReader(content.limit)];
  return [door, ...body, createAnswer(operation, withEngine)];
};

/** The methods of a path; whoever takes GET takes HEAD. */
const toAllowed = (operations: readonly Operation[], path: string): string =>
  operations
    .filter(({ contract }) => contract.path === path)
    .map(({ contract }) => (contract.method === 'get' ? 'GET, HEAD' : contract.method.toUpperCase()))
    .join(', ');

/** Serves the operations, each as its contract says, and refuses the other methods of their paths. */
export function createRouter({ operations, ...options }: RouterOptions): Router {
  const router = Router({ caseSensitive: true });
  for (const operation of operations) {
    const { method, path } = operation.contract;
    router[method](toExpressPath(path), ...toHandlers(operation, options));
  }
  for (const path of new Set(operations.map(({ contract }) => contract.path)))
    router.all(toExpressPath(path), refuseOtherMethods(toAllowed(operations, path)));
  return router;
}
