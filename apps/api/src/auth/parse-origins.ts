import { EXIT_STATUS, UserFacingError } from '@genvideo/runtime';

const toOrigin = (text: string): string | null => {
  if (text === '*') return text;
  try {
    const url = new URL(text);
    const isBare = url.pathname === '/' && url.search === '' && url.hash === '' && url.username === '';
    return /^https?:$/.test(url.protocol) && isBare ? url.origin : null;
  } catch {
    return null;
  }
};

/**
 * The origins of CORS_ORIGINS as browsers write them; `*` for all.
 * @throws UserFacingError naming every one that is none
 */
export function parseOrigins(texts: readonly string[]): string[] {
  const origins = texts.map(toOrigin);
  const bad = texts.filter((_, index) => origins[index] === null);
  if (bad.length > 0)
    throw new UserFacingError(
      `CORS_ORIGINS: ${bad.map((text) => `"${text}"`).join(', ')} is no origin. Write https://host or https://host:port without a path, or * for all.`,
      EXIT_STATUS.usage,
    );
  return origins.filter((origin) => origin !== null);
}
