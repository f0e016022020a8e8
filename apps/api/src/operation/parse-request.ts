import type { Request } from 'express';
import { z } from 'zod';
import { InvalidInputError, describeProblems, parseWith, type FieldProblem } from '@genvideo/models/schemas';
import { ProblemError } from '../problem';
import type { Contract } from './contract';

/** How much of a value that makes no sense is shown. */
const SHOWN_LENGTH = 40;

const shorten = (text: string): string =>
  text.length > SHOWN_LENGTH ? `${text.slice(0, SHOWN_LENGTH)}...` : text;

type Attempt = { value: unknown; problems: readonly FieldProblem[] };

const attempt = (schema: z.ZodType | undefined, value: unknown): Attempt => {
  if (schema === undefined) return { value: undefined, problems: [] };
  try {
    return { value: parseWith(schema, value), problems: [] };
  } catch (error) {
    if (!(error instanceof InvalidInputError)) throw error;
    return { value: undefined, problems: error.problems };
  }
};

/**
 * The parameters in the path.
 * @throws ProblemError 404: what cannot be an id names nothing
 */
export function parsePath({ parameters }: Contract, { params }: Request): unknown {
  const { value, problems } = attempt(parameters?.path, params);
  if (problems.length === 0) return value;
  const wrong = problems.map(
    ({ field, problem }) => `${field} "${shorten(String(params[field]))}" ${problem}`,
  );
  throw new ProblemError('NotFound', `There is no such thing: ${wrong.join('; ')}.`);
}

const NO_QUERY = z.strictObject({});
const TICKET = z.object({ ticket: z.string().optional() });

/** The query a route takes, the ticket that the gate has read included. */
const toQuerySchema = ({ parameters, access }: Contract): z.ZodObject => {
  const schema = parameters?.query ?? NO_QUERY;
  return access === 'key_or_ticket' ? schema.extend(TICKET.shape) : schema;
};

/**
 * The parameters in the query.
 * @throws ProblemError 400 naming every bad one, those that are not known among them
 */
export function parseQuery(contract: Contract, { query }: Request): unknown {
  const { value, problems } = attempt(toQuerySchema(contract), query);
  if (problems.length === 0) return value;
  const wrong = problems.map((each) => ({ ...each, problem: each.problem.replace('field', 'parameter') }));
  throw new ProblemError('BadRequest', `The query is not right: ${describeProblems(wrong)}.`, {
    problems: wrong,
  });
}

/**
 * The headers that the route knows, and the body.
 * @throws ProblemError 422 naming everything that is wrong in either
 */
export function parseContent(
  { parameters, body }: Contract,
  request: Request,
): { headers: unknown; body: unknown } {
  const names = Object.keys(parameters?.headers?.shape ?? {});
  const given = Object.fromEntries(names.map((name) => [name, request.get(name)]));
  const headers = attempt(parameters?.headers, given);
  // No body at all says that every field is missing, by name.
  const content = attempt(body?.schema, request.body === undefined ? {} : request.body);
  const problems = [...headers.problems, ...content.problems];
  if (problems.length > 0)
    throw new ProblemError('InvalidRequest', `${describeProblems(problems)}.`, { problems });
  return { headers: headers.value, body: content.value };
}
