const toNumbers = (version: string): number[] =>
  version.split('.').map((part) => Number.parseInt(part, 10) || 0);

/** Compares dotted versions by number: 1.30.0 is at least 1.29; a suffix (`-rc1`) does not count. */
export function isAtLeast(version: string, minimum: string): boolean {
  const have = toNumbers(version);
  for (const [index, wanted] of toNumbers(minimum).entries()) {
    const part = have[index] ?? 0;
    if (part !== wanted) return part > wanted;
  }
  return true;
}
