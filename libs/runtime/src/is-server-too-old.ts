/** The oldest Temporal server that has all that is needed. */
export const OLDEST_SERVER = '1.29';

const toNumbers = (version: string): number[] =>
  version.split('.').map((part) => Number.parseInt(part, 10) || 0);

/** Compares by number: 1.30.0 is not too old, and what follows the patch (`-rc1`) does not count. A server that does not say is taken. */
export function isServerTooOld(version: string): boolean {
  if (version === '') return false;
  const [major = 0, minor = 0] = toNumbers(version);
  const [oldestMajor = 0, oldestMinor = 0] = toNumbers(OLDEST_SERVER);
  return major < oldestMajor || (major === oldestMajor && minor < oldestMinor);
}
