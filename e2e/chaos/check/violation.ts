/** What has to hold, in the words of the verdict. */
export const RULES = {
  ends: 'every accepted job ends in one true terminal state',
  submissions: 'one submission per job, stage and try',
  limit: "the limit is never exceeded, by the provider's own count",
  permits: 'every permit comes back',
  percent: 'percent never goes down for any watcher',
  files: 'files are there and match their checksums',
  temp_files: 'no temporary files are left',
  orphans: 'no task is left running at the provider, and cancels are told honestly',
  takeovers: 'jobs of a killed worker go on within 15 s',
  forgeries: 'forged callbacks are refused',
} as const;

export type Rule = keyof typeof RULES;

/** Something that must not be. */
export interface Violation {
  rule: Rule;
  what: string;
}
