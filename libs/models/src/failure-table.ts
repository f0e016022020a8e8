/** Who has to act before the work can go on. */
export type Actor = 'caller' | 'operator' | 'provider' | 'nobody';

/**
 * What happens next: `never` ends the job, `same_submission` asks again under the same submission id and so costs
 * nothing, `new_attempt` is a new paid submission and counts against MAX_STAGE_RETRIES.
 */
export type Retry = 'never' | 'same_submission' | 'new_attempt';

export interface FailureRule {
  actor: Actor;
  retry: Retry;
  /** The status with which the API answers. */
  httpStatus: number;
}

/** Every failure there is, by what happens next. docs/failures.md has a heading for each. */
export const FAILURE_TABLE = {
  InvalidRequest: { actor: 'caller', retry: 'never', httpStatus: 422 },
  NotFound: { actor: 'caller', retry: 'never', httpStatus: 404 },
  Conflict: { actor: 'caller', retry: 'never', httpStatus: 409 },
  RateLimited: { actor: 'nobody', retry: 'same_submission', httpStatus: 429 },
  ServiceUnavailable: { actor: 'nobody', retry: 'same_submission', httpStatus: 503 },
  ProviderRefused: { actor: 'caller', retry: 'never', httpStatus: 422 },
  ProviderFailed: { actor: 'provider', retry: 'new_attempt', httpStatus: 502 },
  ProviderLostTask: { actor: 'provider', retry: 'new_attempt', httpStatus: 502 },
  ProviderMisconfigured: { actor: 'operator', retry: 'never', httpStatus: 502 },
  AmbiguousSubmission: { actor: 'operator', retry: 'never', httpStatus: 502 },
  ContractViolation: { actor: 'operator', retry: 'never', httpStatus: 502 },
  StorageUnavailable: { actor: 'operator', retry: 'same_submission', httpStatus: 507 },
  ListMissing: { actor: 'operator', retry: 'same_submission', httpStatus: 507 },
  DeliveryRefused: { actor: 'caller', retry: 'never', httpStatus: 502 },
  TimedOut: { actor: 'operator', retry: 'never', httpStatus: 504 },
  Cancelled: { actor: 'nobody', retry: 'never', httpStatus: 409 },
} as const satisfies Record<string, FailureRule>;

export type FailureType = keyof typeof FAILURE_TABLE;

export const FAILURE_TYPES = Object.keys(FAILURE_TABLE) as [FailureType, ...FailureType[]];

export function isFailureType(name: string | null | undefined): name is FailureType {
  return typeof name === 'string' && Object.hasOwn(FAILURE_TABLE, name);
}

/** The rule for a failure type. */
export function toFailureRule(type: FailureType): FailureRule {
  return FAILURE_TABLE[type];
}
