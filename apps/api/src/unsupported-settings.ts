import type { Config } from '@genvideo/models/config';

/** Settings of the contract that this API cannot honour yet, and what each would do. */
export const UNSUPPORTED_SETTINGS: Partial<Record<keyof Config, string>> = {
  REQUIRE_API_KEY: 'access by key only',
  API_KEYS: 'access by key only',
  ENABLE_RATE_LIMITING: 'a limit of requests per caller',
  CORS_ORIGINS: 'pages of other origins',
  S3_BUCKET: 'results on S3',
  PAYLOAD_ENCRYPTION_KEY: 'encrypted payloads',
};
