import type { Config } from '@genvideo/models/config';

/** Settings of the contract that this worker cannot honour yet, and what each would do. */
export const UNSUPPORTED_SETTINGS: Partial<Record<keyof Config, string>> = {
  S3_BUCKET: 'results on S3',
  RESULTS_RETENTION_DAYS: 'deleting old results',
  IMAGE_MAX_IN_FLIGHT: 'a limit of the image provider alone',
  VIDEO_MAX_IN_FLIGHT: 'a limit of the video provider alone',
  SMTP_URL: 'notices by e-mail',
  SLACK_WEBHOOK_URL: 'notices on Slack',
};
