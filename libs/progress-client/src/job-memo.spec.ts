import { parseJobInput } from '@genvideo/models/schemas';
import { parseJobMemo, toJobMemo } from './job-memo';

describe('parseJobMemo', () => {
  it('reads back what was written', () => {
    const memo = toJobMemo(parseJobInput({ prompt: 'A cat', user_id: 'ada' }));
    expect(parseJobMemo({ ...memo, other: 1 })).toEqual(memo);
  });

  it('reads what a job noted at its end', () => {
    expect(parseJobMemo({ stages: ['image'], note: 'x' })).toEqual({ stages: ['image'], note: 'x' });
    expect(parseJobMemo({ note: 7 })).toEqual({});
  });

  it.each([undefined, {}, { stages: [], input_digest: 7 }, { stages: ['sound'] }, { stages: 'image' }])(
    'takes nothing from %j',
    (memo) => {
      expect(parseJobMemo(memo)).toEqual({});
    },
  );
});
