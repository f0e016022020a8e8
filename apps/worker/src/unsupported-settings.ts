import type { Config } from '@genvideo/models/config';

/** Settings of the contract that this worker cannot honour yet, and what each would do. */
export const UNSUPPORTED_SETTINGS: Partial<Record<keyof Config, string>> = {
  IMAGE_MAX_IN_FLIGHT: 'a limit of the image provider alone',
  VIDEO_MAX_IN_FLIGHT: 'a limit of the video provider alone',
};
