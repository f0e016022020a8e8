import { PassThrough } from 'node:stream';
import { createSampleEnd, createSampleJob, createSampleProgress } from '../test/followed-sample';
import { toBatchTally } from './batch-tally';
import type { BatchView } from './batch-view';
import { createJsonView } from './batch-view-json';
import { createLinesView } from './batch-view-lines';
import { assignLines, createTerminalView } from './batch-view-terminal';
import type { FollowedJob } from './followed-job';
import type { Terminal } from './terminal';

const making = (percent: number) =>
  createSampleProgress({ step: 'image', status: 'running', percent, message: 'Making the image' });

/** Shows a job from its submission to its end. */
const showStory = (view: BatchView): void => {
  const show = (change: Partial<FollowedJob>): void => {
    const job = createSampleJob('job-1', change);
    const tally = () => toBatchTally([job], null, 0);
    view.jobChanged(job, tally);
    view.tick([job], tally());
  };
  view.notice('Batch b: 1 job.');
  view.badLine({ line: 7, problem: 'prompt is empty' });
  show({});
  show({ progress: making(3) });
  show({ progress: making(9) });
  show({ progress: making(9), end: createSampleEnd('job-1') });
  view.close('Bye.');
};

describe('createLinesView', () => {
  it('writes one line per change of step', () => {
    let text = '';
    showStory(createLinesView((each) => (text += each)));
    expect(text.split('\n')).toEqual([
      'Batch b: 1 job.',
      'line 7: prompt is empty',
      'job-1 submitted',
      'job-1 3 % Making the image',
      'job-1 completed in 12 s (1 of 1 ended)',
      'Bye.',
      '',
    ]);
  });
});

describe('createJsonView', () => {
  it('writes one object per line', () => {
    const lines: string[] = [];
    showStory(createJsonView((line) => lines.push(line)));
    const events = lines.map((line) => JSON.parse(line) as { event: string });
    expect(events.map(({ event }) => event)).toEqual([
      'notice',
      'bad_line',
      'submitted',
      'progress',
      'progress',
      'ended',
      'notice',
    ]);
    expect(events[5]).toMatchObject({ workflow_id: 'job-1', status: 'completed', result: { attempts: 1 } });
  });
});

describe('createTerminalView', () => {
  const createScreen = (size: { columns: number; rows: number }): Terminal & { text: () => string } => {
    const chunks: string[] = [];
    const stream = new PassThrough().on('data', (chunk: Buffer) => chunks.push(chunk.toString()));
    return Object.assign(stream, size, { isTTY: true, text: () => chunks.join('') });
  };

  it.each([
    { columns: 80, rows: 24 },
    { columns: 0, rows: 0 },
  ])('draws on a terminal of $columns by $rows', async (size) => {
    const screen = createScreen(size);
    showStory(createTerminalView(screen));
    screen.end();
    await new Promise((resolve) => screen.on('end', resolve));
    expect(screen.text()).toContain('job-1 completed in 12 s');
    expect(screen.text()).toMatch(/1 of 1 completed\nBye\.\n$/);
  });
});

describe('assignLines', () => {
  it('keeps jobs on their lines and fills free ones', () => {
    expect(assignLines(['a', 'b', 'c'], ['c', 'd', 'a'], 3)).toEqual(['a', 'd', 'c']);
  });

  it('takes no more lines than there is room for', () => {
    expect(assignLines(['a'], ['a', 'b', 'c'], 2)).toEqual(['a', 'b']);
    expect(assignLines(['a', 'b'], [], 2)).toEqual([null, null]);
  });
});
