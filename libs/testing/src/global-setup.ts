import { bringUpEngine } from './engine-of-this-run';

/** For a project's Jest config: a real engine for all its specs. */
// eslint-disable-next-line no-restricted-syntax -- Jest takes the default export.
export default async function globalSetup(): Promise<void> {
  await bringUpEngine();
}
