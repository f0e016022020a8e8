/** What follows a prefix such as `user:` among the values of `CustomTag`; null where none has it. */
export function findTag(tags: readonly string[], prefix: string): string | null {
  return tags.find((tag) => tag.startsWith(prefix))?.slice(prefix.length) ?? null;
}
