/** What a check can come to: `skip` means that something else has to be mended before it can be made. */
export type FindingStatus = 'ok' | 'warn' | 'fail' | 'skip';

/** The checks, in the order in which they are told. */
export const CHECKS = [
  'configuration',
  'engine',
  'namespace',
  'search attributes',
  'workers',
  'limiter',
  'permits',
  'image provider',
  'video provider',
  'provider health',
  'results',
  'temporary files',
  'API',
  'shared settings',
  'shared store',
  'callbacks',
  'notices',
  'clock',
] as const;

export type CheckName = (typeof CHECKS)[number];

/** What a check found out. */
export interface Verdict {
  status: FindingStatus;
  /** What is so, in one sentence. */
  message: string;
  /** What to do, null when there is nothing to do. */
  fix: string | null;
}

/** A verdict with the check it comes from. */
export interface Finding extends Verdict {
  check: CheckName;
  /** How long it took to find out. */
  seconds: number;
}

export const ok = (message: string): Verdict => ({ status: 'ok', message, fix: null });
export const warn = (message: string, fix: string): Verdict => ({ status: 'warn', message, fix });
export const fail = (message: string, fix: string): Verdict => ({ status: 'fail', message, fix });
export const skip = (message: string): Verdict => ({ status: 'skip', message, fix: null });
