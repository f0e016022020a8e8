import type { z } from 'zod';
import type { ProblemKind } from '../problem';

/** One answer that is no problem. A body without a schema is a file, a page or a stream. */
export interface AnswerContract {
  description: string;
  schema?: z.ZodType;
  example?: unknown;
  /** Default `application/json`. */
  mediaType?: string;
  /** Header names with what each says. */
  headers?: Readonly<Record<string, string>>;
}

/**
 * Everything a caller may know of one route: what it takes and what it answers. The router checks requests by it and
 * the OpenAPI document is made from it, so that there is nothing to keep in step.
 */
export interface Contract {
  /** The name of the route in generated clients. */
  id: string;
  method: 'get' | 'post' | 'patch';
  /** As OpenAPI writes it: `/workflows/{workflow_id}/status`. */
  path: string;
  tag: string;
  summary: string;
  description?: string;
  /** Who may come in: everybody, holders of a key, or also browsers with a ticket in the URL. */
  access: 'open' | 'key' | 'key_or_ticket';
  /** It asks the engine, and says 503 soon when that does not answer. */
  asksEngine?: boolean;
  parameters?: {
    /** What does not match does not exist: 404. */
    path?: z.ZodObject;
    /** Strict: a parameter that is not known is refused by name, 400. */
    query?: z.ZodObject;
    /** 422 together with what is wrong in the body. */
    headers?: z.ZodObject;
  };
  body?: {
    schema: z.ZodType;
    example: unknown;
    /** The most that is read, such as `16mb`. Default: room for a job with the most metadata. */
    limit?: string;
    /** One line of a body of lines, where the route takes such as well. */
    lines?: { schema: z.ZodType; example: unknown };
  };
  /** A file as the body, which the route reads itself. */
  upload?: { mediaTypes: readonly string[] };
  answers: Readonly<Record<number, AnswerContract>>;
  /** The problems of this route's own; those of keys, limits, bodies and the engine follow from the rest. */
  problems?: readonly ProblemKind[];
}

/** An answer in JSON; its example is held to the schema by the compiler. */
export function json<Schema extends z.ZodType>(
  schema: Schema,
  answer: { description: string; example: z.input<Schema>; headers?: Readonly<Record<string, string>> },
): AnswerContract & { schema: Schema } {
  return { schema, ...answer };
}

/** Whether who has seen the answer gets 304. */
export function isConditional({ parameters }: Contract): boolean {
  return 'If-None-Match' in (parameters?.headers?.shape ?? {});
}
