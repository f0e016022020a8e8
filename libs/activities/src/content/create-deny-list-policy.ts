import type { ContentPolicy } from './content-policy';

const normalise = (text: string): string => text.normalize('NFKC').toLowerCase();

const escape = (text: string): string => text.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&');

/** Matches a term where no letter or digit touches it, so that a word does not match inside another. */
const toPattern = (term: string): RegExp =>
  new RegExp(
    `(?<![\\p{L}\\p{N}])${escape(normalise(term)).replaceAll(/\s+/g, '\\s+')}(?![\\p{L}\\p{N}])`,
    'u',
  );

/** The terms of a deny list: one a line; blank lines and lines that begin with # do not count. */
export function parseDenyList(text: string): string[] {
  return text
    .split(/\r?\n/)
    .map((line) => line.trim())
    .filter((line) => line !== '' && !line.startsWith('#'));
}

/** Refuses prompts that contain one of the terms as a word or phrase of its own, in any case. */
export function createDenyListPolicy(terms: readonly string[]): ContentPolicy {
  const patterns = terms.map((term) => ({ term, pattern: toPattern(term) }));
  return {
    check: (prompt) => {
      const text = normalise(prompt);
      const hit = patterns.find(({ pattern }) => pattern.test(text));
      return Promise.resolve(hit ? `the content policy does not allow "${hit.term}"` : null);
    },
  };
}
