import type { Config } from '@genvideo/models/config';

/** Settings of the contract that this API cannot honour yet, and what each would do. */
export const UNSUPPORTED_SETTINGS: Partial<Record<keyof Config, string>> = {
  S3_BUCKET: 'results on S3',
};
