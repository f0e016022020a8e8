import fc from 'fast-check';
import { isIdentifier, parseJobFolder, toJobFolder } from './identifier';
import { toSubmissionId } from './submission-id';

const identifiers = fc.stringMatching(/^[A-Za-z0-9._:@-]{1,128}$/);

describe('toJobFolder', () => {
  it('gives each id a folder of its own that no path can escape from', () => {
    fc.assert(
      fc.property(identifiers, identifiers, (a, b) => {
        const folder = toJobFolder(a);
        expect(folder).not.toMatch(/^\.|\//);
        expect(folder === toJobFolder(b)).toBe(a === b);
      }),
    );
    expect(toJobFolder('..')).toBe('%2E.');
  });

  it.each(['', '../etc', 'a/b', 'a b', 'x'.repeat(129)])('refuses %j', (text) => {
    expect(isIdentifier(text)).toBe(false);
    expect(() => toJobFolder(text)).toThrow(RangeError);
  });
});

describe('parseJobFolder', () => {
  it('knows whose a folder is', () => {
    fc.assert(fc.property(identifiers, (id) => expect(parseJobFolder(toJobFolder(id))).toBe(id)));
  });

  it.each(['', '.staging', 'lost+found', 'a b', '%2Fetc', '%2Ea%2E'])('knows no job for %j', (folder) => {
    expect(parseJobFolder(folder)).toBeNull();
  });
});

describe('toSubmissionId', () => {
  it('differs whenever workflow, stage or attempt differ', () => {
    fc.assert(
      fc.property(
        fc.record({ workflowId: identifiers, stage: fc.constantFrom('image', 'video'), attempt: fc.nat() }),
        fc.record({ workflowId: identifiers, stage: fc.constantFrom('image', 'video'), attempt: fc.nat() }),
        (a, b) => {
          const same = a.workflowId === b.workflowId && a.stage === b.stage && a.attempt === b.attempt;
          expect(toSubmissionId(a) === toSubmissionId(b)).toBe(same);
        },
      ),
    );
  });
});
