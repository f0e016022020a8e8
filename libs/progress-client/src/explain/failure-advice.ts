import { toFailureRule, type Actor, type FailureType } from '@genvideo/models';

/** What to do about a job that ended so; docs/failures.md says it at length. */
const ADVICE: Partial<Record<FailureType, string>> = {
  InvalidRequest: 'Correct every field that the message names, and submit it under a new id.',
  NotFound: 'Check the id, the namespace and the spelling.',
  Conflict: 'Choose another request_id, or leave it out to get a new one.',
  RateLimited: 'Submit it again later under a new id; ask the provider for more, or submit less.',
  ServiceUnavailable:
    'See with "npx nx run submitter:doctor" what does not answer, then submit it again under a new id.',
  ProviderRefused: 'Change the prompt or the picture, and submit it under a new id.',
  ProviderFailed:
    "Read the provider's reason; if all tries had the same one, change the prompt or the size. Then submit it under a new id.",
  ProviderLostTask:
    'Submit it again under a new id; if it happens often, give the provider storage that outlives its process.',
  ProviderMisconfigured:
    "Correct the provider's key or base URL (IMAGE_API_KEY, IMAGE_API_BASE_URL, VIDEO_API_KEY, VIDEO_API_BASE_URL), restart the workers, and submit it under a new id.",
  AmbiguousSubmission:
    "Look at the provider's own list for the submission that the message names, before you submit it under a new id.",
  ContractViolation:
    'See what stands behind the URL in the message, and which version of it; then submit it under a new id.',
  StorageUnavailable:
    'Free space, or correct the results store and its permissions, and submit it under a new id.',
  ListMissing:
    'Give the API and all workers one store, the same RESULTS_DIR or the same S3_BUCKET, S3_ENDPOINT and S3_PREFIX, restart them, and submit the batch under a new id.',
  TimedOut:
    'The last trouble in the message is often the cause. If there is none, raise JOB_TIMEOUT_SECONDS or QUEUE_TIMEOUT_SECONDS; then submit it under a new id.',
  Cancelled: 'To run it again, submit it under a new id.',
};

const ADVICE_TO: Readonly<Record<Actor, string>> = {
  caller: 'Change the request as the message says, and submit it under a new id.',
  operator: 'Mend what the message names, and submit it under a new id.',
  provider: 'Submit it again under a new id.',
  nobody: 'Submit it again under a new id.',
};

/** What to do about a job that ended with a failure of this type. */
export function toFailureAdvice(type: FailureType): string {
  return ADVICE[type] ?? ADVICE_TO[toFailureRule(type).actor];
}
