import type { Progress } from '@genvideo/progress-client';
import { toHistory } from './to-history';

const entry = (part: Partial<Progress>): Progress => ({
  ...{ step: 'image', status: 'running', percent: 0, message: 'Making the picture', error_message: null },
  ...{ asset_url: null, estimated_completion: null, updated_at: '2026-01-31T12:00:00Z' },
  ...part,
});

describe('toHistory', () => {
  it('keeps what happened, and leaves out mere percent', () => {
    const record = [
      entry({ step: 'pending', status: 'pending', message: 'Waiting' }),
      entry({ percent: 5, message: 'Making the picture: 5 %' }),
      entry({ percent: 20, message: 'Making the picture: 20 %' }),
      entry({ percent: 20, status: 'retrying', message: 'Try 2 of 3' }),
      entry({ percent: 20, status: 'retrying', message: 'Try 3 of 3' }),
      entry({ step: 'completed', status: 'completed', percent: 100, message: 'Completed' }),
    ];
    expect(toHistory(record).map(({ message }) => message)).toEqual([
      ...['Waiting', 'Making the picture: 5 %', 'Try 2 of 3', 'Try 3 of 3', 'Completed'],
    ]);
  });
});
