import { shutDownEngine } from './engine-of-this-run';

/** For a project's Jest config, beside either global setup. */
// eslint-disable-next-line no-restricted-syntax -- Jest takes the default export.
export default async function globalTeardown(): Promise<void> {
  await shutDownEngine();
}
