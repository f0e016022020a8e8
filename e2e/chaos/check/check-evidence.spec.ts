import { PLANTED, toTakeover } from '../test/planted-violations';
import { START_MS, toEvidence, toLine } from '../test/to-evidence';
import { checkEvidence } from './check-evidence';

describe('checkEvidence', () => {
  it('finds nothing wrong with a run in which all is well', () => {
    expect(checkEvidence(toEvidence())).toEqual([]);
  });

  it.each(PLANTED)('finds $what', ({ plant, rule, says }) => {
    const evidence = toEvidence();
    plant(evidence);
    const found = checkEvidence(evidence);
    expect(found).toContainEqual({ rule, what: expect.stringMatching(says) });
  });

  it('takes a submission again for no repeat where the provider had lost the first', () => {
    const evidence = toEvidence();
    evidence.ledger.push(toLine('job-2/video/1', [4.5, 5], 'lost'));
    expect(checkEvidence(evidence).filter(({ rule }) => rule === 'submissions')).toEqual([]);
  });

  it('bears that more run than may, where they were granted under a higher capacity', () => {
    const evidence = toEvidence();
    evidence.ledger[2] = toLine('job-2/image/1', [3, 6]);
    evidence.capacities = [
      { capacity: 2, sent_at_ms: 0, confirmed_at_ms: 0 },
      { capacity: 1, sent_at_ms: START_MS + 2_500, confirmed_at_ms: START_MS + 2_600 },
    ];
    expect(checkEvidence(evidence)).toEqual([]);
  });

  it('does not bear it where the last was submitted after the decrease was known to hold', () => {
    const evidence = toEvidence();
    evidence.ledger[2] = toLine('job-2/image/1', [3, 6]);
    evidence.jobs[1]!.log.sent_at_ms = START_MS + 2_700;
    evidence.capacities = [
      { capacity: 2, sent_at_ms: 0, confirmed_at_ms: 0 },
      { capacity: 1, sent_at_ms: START_MS + 2_500, confirmed_at_ms: START_MS + 2_600 },
    ];
    expect(checkEvidence(evidence)).toContainEqual({ rule: 'limit', what: expect.stringMatching(/2 jobs/) });
  });

  it('does not hold the troubles of others against whoever took over', () => {
    const evidence = toEvidence();
    evidence.takeovers.push(toTakeover(16));
    const event = { kind: 'freeze', target: 'engine-history', at_ms: 5_000, for_ms: 4_000 } as const;
    evidence.executed.push({ event, began_ms: 5_000, over_ms: 9_000, outcome: '', failed: false });
    expect(checkEvidence(evidence)).toEqual([]);
  });
});
