import type { z } from 'zod';
import { describeProblems, toFieldProblems, type FieldProblem } from './describe-problems';

/** An input that breaks its schema; `problems` names every bad field. */
export class InvalidInputError extends Error {
  override readonly name = 'InvalidInputError';

  constructor(readonly problems: readonly FieldProblem[]) {
    super(describeProblems(problems));
  }
}

/** Parses a value, or throws an {@link InvalidInputError} that names every bad field. */
export function parseWith<Output>(schema: z.ZodType<Output>, value: unknown): Output {
  const parsed = schema.safeParse(value, { reportInput: true });
  if (!parsed.success) throw new InvalidInputError(toFieldProblems(parsed.error));
  return parsed.data;
}
