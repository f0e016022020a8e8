import { readFileSync } from 'node:fs';
import path from 'node:path';
import { FAILURE_TYPES, isFailureType, toFailureRule } from './failure-table';

describe('failure table', () => {
  it('knows its own types and no others', () => {
    expect(FAILURE_TYPES.every(isFailureType)).toBe(true);
    expect(isFailureType('toString')).toBe(false);
    expect(isFailureType(undefined)).toBe(false);
  });

  it('never repeats on its own what a caller has to correct', () => {
    const callers = FAILURE_TYPES.filter((type) => toFailureRule(type).actor === 'caller');
    expect(callers.map((type) => toFailureRule(type).retry)).toEqual(callers.map(() => 'never'));
  });

  it('has a heading for each type in docs/failures.md', () => {
    const page = readFileSync(path.join(__dirname, '../../../docs/failures.md'), 'utf8');
    const headings = [...page.matchAll(/^### (\w+)$/gm)].map(([, heading]) => heading);
    expect(headings.sort()).toEqual([...FAILURE_TYPES].sort());
  });
});
