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

/** What the gate may answer: 403 is for pages of origins that are not let in, and for what a key may not do. */
const toGateKinds = ({ keys, limited }: Protection): ProblemKind[] => [
  'Forbidden',
  ...(keys ? (['Unauthorized'] as const) : []),
  ...(limited ? (['RateLimited'] as const) : []),
];

/** Every kind of problem that a route may answer with: its own, and those that follow from what it takes. */
export function toProblemKinds(
  { access, asksEngine, body, parameters, problems = [] }: Contract,
  protection: Protection,
): ProblemKind[] {
  const kinds: ProblemKind[] = [
    // Parameters that are not known.
    'BadRequest',
    ...problems,
    ...(access === 'open' ? [] : toGateKinds(protection)),
    ...(parameters?.path ? (['NotFound'] as const) : []),
    ...(parameters?.headers ? (['InvalidRequest'] as const) : []),
    ...(body ? BODY_PROBLEMS : []),
    ...(asksEngine ? (['ServiceUnavailable'] as const) : []),
    'HeadersTooLarge',
    'Unexpected',
  ];
  return [...new Set(kinds)];
}
