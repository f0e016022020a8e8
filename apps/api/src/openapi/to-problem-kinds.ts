import type { Contract } from '../operation/contract';
import type { ProblemKind } from '../problem';

/** What decides which problems routes have in common. */
export interface Protection {
  /** REQUIRE_API_KEY, or keys that are checked where they are sent. */
  keys: boolean;
  /** ENABLE_RATE_LIMITING. */
  limited: boolean;
}

const BODY_PROBLEMS: readonly ProblemKind[] = [
  'BadRequest',
  'TooSlow',
  'TooLarge',
  'UnsupportedMediaType',
  'InvalidRequest',
];

/** Every kind of problem that a route may answer with: its own, and those that follow from what it takes. */
export function toProblemKinds(
  { access, asksEngine, body, parameters, problems = [] }: Contract,
  { keys, limited }: Protection,
): ProblemKind[] {
  const kinds: ProblemKind[] = [
    // Parameters that are not known.
    'BadRequest',
    ...problems,
    // Pages of origins that are not let in, and what a key may not do.
    ...(access !== 'open' ? (['Forbidden'] as const) : []),
    ...(access !== 'open' && keys ? (['Unauthorized'] as const) : []),
    ...(access !== 'open' && limited ? (['RateLimited'] as const) : []),
    ...(parameters?.path ? (['NotFound'] as const) : []),
    ...(parameters?.headers ? (['InvalidRequest'] as const) : []),
    ...(body ? BODY_PROBLEMS : []),
    ...(asksEngine ? (['ServiceUnavailable'] as const) : []),
    'HeadersTooLarge',
    'Unexpected',
  ];
  return [...new Set(kinds)];
}
