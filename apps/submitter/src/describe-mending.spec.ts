import { describeMending } from './describe-mending';

const badLine = (line: number) => ({ line, problem: 'prompt is empty' });

describe('describeMending', () => {
  it('has nothing to say of a file without bad lines', () => {
    expect(describeMending({ badLines: [], batchId: 'batch-1' }, 'batch a.csv')).toBeNull();
  });

  it('names the batch and the command that goes on with it', () => {
    expect(
      describeMending({ badLines: [badLine(3)], batchId: 'batch-1' }, 'batch a.csv --batch-id batch-1'),
    ).toBe(
      '1 line is no job and was left out. Put it right where it stands, then go on with batch batch-1, so that nothing is paid twice: batch a.csv --batch-id batch-1',
    );
    expect(describeMending({ badLines: [badLine(3), badLine(4)], batchId: 'b' }, 'batch')).toContain(
      '2 lines are no jobs and were left out. Put them right where they stand, then',
    );
  });
});
