export { ENVIRONMENT_ALIASES, environmentSchema } from './config/environment-schema';
export type { Config } from './config/environment-schema';
export { ConfigError, loadConfig } from './config/load-config';
export { findOtherSettings, toSettingsMark, withFilesOf } from './config/settings-mark';
export type { SharedFiles } from './config/settings-mark';
