import { checkBatchId, toJobDefaults, toUserId } from './batch-options';

describe('toJobDefaults', () => {
  it('holds what was given and who asks', () => {
    expect(toJobDefaults({ patience: 30, width: 512, jobType: 'image' }, 'Ada Lovelace')).toEqual({
      user_id: 'Ada-Lovelace',
      width: 512,
      job_type: 'image',
    });
  });

  it('names the flag whose value no job can have', () => {
    expect(() => toJobDefaults({ patience: 30, priority: 9, userId: 'a b' }, 'ada')).toThrow(
      /--user-id may only contain .*--priority must be at most 5/,
    );
  });
});

describe('toUserId', () => {
  it('makes an id of any name', () => {
    expect(toUserId('DOMAIN\\ada')).toBe('DOMAIN-ada');
    expect(toUserId('')).toBe('user');
  });
});

describe('checkBatchId', () => {
  it('refuses --new together with --batch-id, and ids that are none', () => {
    expect(() => checkBatchId({ patience: 1, batchId: 'b', new: true })).toThrow(/only one of the two/);
    expect(() => checkBatchId({ patience: 1, batchId: 'a b' })).toThrow(/--batch-id may have/);
    expect(() => checkBatchId({ patience: 1, batchId: 'b' })).not.toThrow();
  });
});
