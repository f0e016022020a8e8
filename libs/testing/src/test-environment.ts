/* eslint-disable no-restricted-properties -- Jest hands values from its global setup to the specs by the environment only. */

/** What the global setup tells the specs. */
export interface TestEnvironment {
  /** `host:port` of the engine of this run. */
  address: string;
  /** The prebuilt workflow bundle, where the project has one. */
  bundlePath: string | null;
}

/** @throws Error when the project's Jest configuration has no global setup of this package */
export function loadTestEnvironment(): TestEnvironment {
  const { TEMPORAL_TEST_ADDRESS: address, TEMPORAL_TEST_BUNDLE: bundlePath } = process.env;
  if (!address) {
    throw new Error(
      "No test engine: set globalSetup to libs/testing/src/global-setup.ts in the project's Jest config.",
    );
  }
  return { address, bundlePath: bundlePath || null };
}

/** For the global setup only: seen by all specs of this run. */
export function publishTestEnvironment(values: Partial<TestEnvironment>): void {
  if (values.address) process.env['TEMPORAL_TEST_ADDRESS'] = values.address;
  if (values.bundlePath) process.env['TEMPORAL_TEST_BUNDLE'] = values.bundlePath;
}

/** GENVIDEO_TEST_ENGINE: the address of an engine that several Jest runs share, or null. */
export function loadSharedEngineAddress(): string | null {
  return process.env['GENVIDEO_TEST_ENGINE'] || null;
}

/** GENVIDEO_TEST_APPS=built: every app has been built from the sources as they are. `npm test` sees to that. */
export function areAppsBuilt(): boolean {
  return process.env['GENVIDEO_TEST_APPS'] === 'built';
}

/** This process's environment with changes; undefined removes a variable. */
export function toChildEnvironment(changes: Readonly<Record<string, string | undefined>>): NodeJS.ProcessEnv {
  return { ...process.env, ...changes };
}
