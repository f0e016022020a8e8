import { GenerationError } from '../../generation-error';
import { toErrorCode } from '../../to-error-code';

export interface S3Place {
  bucket: string;
  endpoint: string | null;
}

interface S3Failure {
  name: string;
  message: string;
  status: number | undefined;
}

const NEEDED =
  's3:GetObject, s3:PutObject, s3:DeleteObject, s3:AbortMultipartUpload, s3:ListBucket and s3:ListBucketMultipartUploads';

const KEYS = 'Correct AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or the profile they come from';

/** What to do, by the name of the error. */
const ADVICE: Record<string, string> = {
  NoSuchBucket: 'There is no such bucket: create it, or correct S3_BUCKET and S3_ENDPOINT',
  AccessDenied: `The credentials may not do this: allow them ${NEEDED} for the bucket and what is in it`,
  InvalidAccessKeyId: `S3 does not know the access key. ${KEYS}`,
  SignatureDoesNotMatch: `The secret key is wrong. ${KEYS}`,
  ExpiredToken: 'The credentials have expired: get new ones',
  RequestTimeTooSkewed: "This machine's clock is wrong: correct it",
  CredentialsProviderError:
    'No credentials were found: set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or AWS_PROFILE, or give this machine a role',
  PermanentRedirect: 'The bucket is in another region: set AWS_REGION',
  AuthorizationHeaderMalformed: 'The bucket is in another region: set AWS_REGION',
  QuotaExceeded: 'The bucket is full: free some space, or raise its quota',
  XMinioStorageFull: 'The server is full: free some space',
};

/** Answers to HEAD have no body, so no name. */
const NAME_BY_STATUS: Record<number, string> = {
  301: 'PermanentRedirect',
  403: 'AccessDenied',
  404: 'NoSuchBucket',
  507: 'XMinioStorageFull',
};

/** What the SDK puts before errors that are not its own. */
const WRAPPED = /^AWS SDK error wrapper for (Error: )?/;

const toFailure = (error: unknown): S3Failure => {
  const { name, message } = error instanceof Error ? error : new Error(String(error));
  const { $metadata: metadata } = error as { $metadata?: { httpStatusCode?: number } };
  return { name, message: message.replace(WRAPPED, ''), status: metadata?.httpStatusCode };
};

const toAdvice = ({ name, message, status }: S3Failure, { endpoint }: S3Place): string => {
  const advice = ADVICE[name] ?? ADVICE[NAME_BY_STATUS[status ?? 0] ?? ''];
  if (advice !== undefined) return advice;
  if (message === 'Region is missing') return 'Set AWS_REGION to the region of the bucket';
  if (status !== undefined) return 'It is tried again';
  return endpoint === null
    ? 'See whether this machine reaches Amazon S3'
    : 'See whether the server runs and S3_ENDPOINT names it';
};

/** Whether S3 says that there is no such object, or no such version of it. */
export function isAbsent(error: unknown): boolean {
  const { name, status } = toFailure(error);
  return name === 'NoSuchKey' || name === 'NotFound' || (status === 404 && name !== 'NoSuchBucket');
}

/** Turns whatever the SDK threw into an error that says what to do. */
export function toS3Error(error: unknown, place: S3Place): GenerationError {
  if (error instanceof GenerationError) return error;
  const failure = toFailure(error);
  const where = place.endpoint === null ? '' : ` at ${place.endpoint}`;
  const reason = [failure.name, toErrorCode(error), failure.message]
    .filter((part, index, parts) => part && part !== 'Error' && parts.indexOf(part) === index)
    .join(': ');
  const message = `The bucket ${place.bucket}${where} cannot be used: ${reason}. ${toAdvice(failure, place)}.`;
  return new GenerationError('StorageUnavailable', message, { cause: error });
}
