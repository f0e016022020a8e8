import {
  InvalidInputError,
  limiterPatchSchema,
  parseWith,
  type FieldProblem,
} from '@genvideo/models/schemas';

/** What `PATCH /limiter` is to change: at least one of the two. */
export type LimiterPatch = ReturnType<typeof limiterPatchSchema.parse>;

/** Who asks for no permits at all is told how that is done. */
const withAdvice = (problem: FieldProblem): FieldProblem =>
  problem.field === 'capacity' && problem.problem === 'must be at least 1'
    ? { ...problem, problem: `${problem.problem}; to stop granting permits, pause instead: {"paused": true}` }
    : problem;

/**
 * Reads the body of `PATCH /limiter`.
 * @throws InvalidInputError naming every bad field
 */
export function parseLimiterPatch(body: unknown): LimiterPatch {
  try {
    return parseWith(limiterPatchSchema, body ?? {});
  } catch (error) {
    throw error instanceof InvalidInputError ? new InvalidInputError(error.problems.map(withAdvice)) : error;
  }
}
