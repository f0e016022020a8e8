import { parseJobInput } from '@genvideo/models/schemas';
import { createSampleProgress } from '../../test/followed-sample';
import { createSampleDetails } from '../../test/reading-sample';
import { formatDetails } from './format-details';

describe('formatDetails', () => {
  it('leaves out what is not known', () => {
    expect(formatDetails(createSampleDetails()).split('\n')).toEqual([
      '  workflow type:   GenVideoWorkflow',
      '  task queue:      generation-queue',
      '  workflow status: RUNNING',
      '  started:         2026-01-01T00:00:00.000Z',
    ]);
  });

  it('tells what the workflow says of itself: its input, its retries and what led here', () => {
    const current = createSampleProgress({ step: 'image', status: 'retrying', percent: 3, message: 'Try 2' });
    const text = formatDetails(
      createSampleDetails({
        close_time: '2026-01-01T00:01:00.000Z',
        detailed_status: {
          ...current,
          workflow_id: 'kite-1',
          job_input: parseJobInput({ prompt: 'A red kite', user_id: 'ada' }),
          current_progress: current,
          started_at: '2026-01-01T00:00:00.000Z',
          progress_history: [createSampleProgress({}), current],
          retry_count: 1,
        },
      }),
    );
    expect(text).toMatch(/^ {2}prompt: +A red kite\n/);
    expect(text).toContain('  ended:           2026-01-01T00:01:00.000Z\n  retries:         1\n  history:\n');
    expect(text).toMatch(/Z {4}3 % {2}image, retrying {2}Try 2$/);
  });
});
