import { parseJobInput } from '@genvideo/models/schemas';
import { toInputDigest } from './input-digest';

const digest = (request: object): string =>
  toInputDigest(parseJobInput({ prompt: 'A cat', user_id: 'ada', ...request }));

describe('toInputDigest', () => {
  it('is the same for defaults left out and written out, in any order', () => {
    expect(digest({ width: 1024, duration: 5, style: 'realistic' })).toBe(digest({ style: 'realistic' }));
    expect(digest({ metadata: { a: 1, b: { c: 2, d: 3 } } })).toBe(
      digest({ metadata: { b: { d: 3, c: 2 }, a: 1 } }),
    );
  });

  it('does not depend on the id', () => {
    expect(digest({ request_id: 'x' })).toBe(digest({}));
  });

  it('differs when anything of the input does', () => {
    const different = [digest({}), digest({ prompt: 'A dog' }), digest({ metadata: { a: [1, 2] } })];
    different.push(digest({ metadata: { a: [2, 1] } }), digest({ priority: 1 }));
    expect(new Set(different).size).toBe(5);
  });
});
