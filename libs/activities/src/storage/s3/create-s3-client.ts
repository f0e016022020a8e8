import { S3Client, type S3ClientConfig } from '@aws-sdk/client-s3';

export interface S3ClientOptions {
  /** An S3-compatible server other than Amazon's; its buckets are part of the path. */
  endpoint: string | null;
  /** Instead of what the SDK finds in the environment, in profiles and on the machine it runs on. */
  credentials?: S3ClientConfig['credentials'];
}

/** Servers other than Amazon's rarely care, but a signature names a region. */
const ANY_REGION = 'us-east-1';

/** How long S3 may take to accept a connection, and to begin its answer to a request, in milliseconds. */
const TIME_LIMITS = { connectionTimeout: 5_000, requestTimeout: 120_000, throwOnRequestTimeout: true };

/** The region that the SDK finds; servers other than Amazon's do without one. */
function toRegion(endpoint: string | null): Pick<S3ClientConfig, 'region'> {
  if (endpoint === null) return {};
  const probe = new S3Client({});
  return { region: () => probe.config.region().catch(() => ANY_REGION) };
}

/** A client with credentials and region from where the SDK looks for them. */
export function createS3Client({ endpoint, credentials }: S3ClientOptions): S3Client {
  const elsewhere: S3ClientConfig =
    endpoint === null
      ? {}
      : {
          endpoint,
          forcePathStyle: true,
          // Many servers do not know the checksums that Amazon's has learned since.
          requestChecksumCalculation: 'WHEN_REQUIRED',
          responseChecksumValidation: 'WHEN_REQUIRED',
        };
  return new S3Client({
    ...elsewhere,
    ...toRegion(endpoint),
    ...(credentials === undefined ? {} : { credentials }),
    requestHandler: TIME_LIMITS,
  });
}
