import type { Evidence } from '../evidence/evidence';
import { checkEnds } from './check-ends';
import { checkFiles, checkTempFiles } from './check-files';
import { checkLimit } from './check-limit';
import { checkOrphans } from './check-orphans';
import { checkPercent } from './check-percent';
import { checkSubmissions } from './check-submissions';
import { checkTakeovers } from './check-takeovers';
import type { Violation } from './violation';

/** Only these say that somebody refused: whoever took a forged callback would have answered with 2xx. */
const isRefusal = (status: number | null): boolean => status === null || status >= 400;

const checkForgeries = ({ forgeries }: Evidence): Violation[] =>
  forgeries
    .filter(({ status }) => !isRefusal(status))
    .map(({ workflow_id, status }) => ({
      rule: 'forgeries',
      what: `${workflow_id}: answered ${status ?? ''}`,
    }));

const checkPermits = ({ pools }: Evidence): Violation[] =>
  pools
    .filter(({ held, waiting }) => held + waiting > 0)
    .map(({ pool, held, waiting }) => ({
      rule: 'permits',
      what: `${pool}: ${held} held, ${waiting} waiting`,
    }));

const CHECKS = [
  ...[checkEnds, checkSubmissions, checkLimit, checkPermits, checkPercent],
  ...[checkFiles, checkTempFiles, checkOrphans, checkTakeovers, checkForgeries],
];

/** Everything that is wrong with a run, seen from outside. */
export function checkEvidence(evidence: Evidence): Violation[] {
  return CHECKS.flatMap((check) => check(evidence));
}
