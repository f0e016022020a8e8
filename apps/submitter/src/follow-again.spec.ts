import { toFollowCommand } from './follow-again';

const batch = { batchId: 'batch-1', named: false };

describe('toFollowCommand', () => {
  it('repeats the command as it was typed, with quotes where a shell needs them', () => {
    expect(toFollowCommand('submitter batch', ["my 'file'.csv", '--count', '3'], batch)).toBe(
      `submitter batch 'my '\\''file'\\''.csv' --count 3`,
    );
  });

  it('names the batch that --new made, and does not detach again', () => {
    expect(toFollowCommand('s batch', ['a.csv', '--new', '--detach'], { ...batch, named: true })).toBe(
      's batch a.csv --batch-id batch-1',
    );
  });
});
