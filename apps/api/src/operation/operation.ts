import type { RequestHandler } from 'express';
import type { z } from 'zod';
import type { AdmittedCaller } from '../auth/create-gate';
import type { Contract } from './contract';
import type { ReplyExtras } from './reply';

type Parsed<Schema> = Schema extends z.ZodType ? z.output<Schema> : undefined;
type Parameters<Part extends Contract> = NonNullable<Part['parameters']>;
type SchemaOf<Answer> = Answer extends { schema: infer Schema } ? Schema : undefined;

/** A request that keeps its contract. */
export interface Input<Part extends Contract> {
  path: Parsed<Parameters<Part>['path']>;
  query: Parsed<Parameters<Part>['query']>;
  headers: Parsed<Parameters<Part>['headers']>;
  body: Part extends { body: { schema: infer Schema } } ? Parsed<Schema> : undefined;
  caller: AdmittedCaller;
  /** Aborts when nobody waits for the answer any more. */
  signal: AbortSignal;
}

/** One of the answers that the contract knows. */
export type Reply<Part extends Contract> = {
  [Status in keyof Part['answers'] & number]: ReplyExtras & {
    status: Status;
    body: Parsed<SchemaOf<Part['answers'][Status]>>;
  };
}[keyof Part['answers'] & number];

/** A reply whose contract is no longer known to the compiler. */
export interface AnyReply extends ReplyExtras {
  status: number;
  body: unknown;
}

/** A route: its contract, and how it is answered. */
export type Operation =
  | { contract: Contract; kind: 'json'; handle: (input: AnyInput) => Promise<AnyReply> | AnyReply }
  | { contract: Contract; kind: 'raw'; handler: RequestHandler };

/** A request whose contract is no longer known to the compiler. */
export interface AnyInput {
  path: unknown;
  query: unknown;
  headers: unknown;
  body: unknown;
  caller: AdmittedCaller;
  signal: AbortSignal;
}

/** A route that takes and answers JSON: what its handler gets has been checked by the contract. */
export function operation<const Part extends Contract>(
  contract: Part,
  handle: (input: Input<Part>) => Promise<Reply<Part>> | Reply<Part>,
): Operation {
  // The router parses with the very schemas that the types are inferred from.
  return { contract, kind: 'json', handle: handle as (input: AnyInput) => Promise<AnyReply> | AnyReply };
}

/** A route that answers a file, a page or a stream, and reads its own body; the caller is in `response.locals`. */
export function rawOperation(contract: Contract, handler: RequestHandler): Operation {
  return { contract, kind: 'raw', handler };
}
