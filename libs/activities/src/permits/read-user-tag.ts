const PREFIX = 'user:';

/** The user among the values of `CustomTag`; null where none is named. */
export function readUserTag(tags: unknown): string | null {
  const texts = Array.isArray(tags) ? tags.map(String) : [];
  return texts.find((tag) => tag.startsWith(PREFIX))?.slice(PREFIX.length) ?? null;
}
