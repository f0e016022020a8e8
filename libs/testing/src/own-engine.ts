export { freePort } from '@genvideo/temporal-server';
export type { DevServer } from '@genvideo/temporal-server';
export { startOwnEngine } from './start-own-engine';
