import { ENVIRONMENT_ALIASES, environmentSchema } from '@genvideo/models/config';

/** Read by libraries on their own: the Temporal SDK's configuration and the AWS SDK's. */
const READ_BY_LIBRARIES = /^(TEMPORAL_(TLS|API_KEY|PROFILE|CONFIG_FILE|GRPC_META)|AWS_)/;

/** Whether one of our programs reads a variable: what nothing reads is a slip of the pen. */
export function isKnownSetting(name: string): boolean {
  return name in environmentSchema.shape || name in ENVIRONMENT_ALIASES || READ_BY_LIBRARIES.test(name);
}
