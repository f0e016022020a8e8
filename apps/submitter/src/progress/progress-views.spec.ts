import { PassThrough } from 'node:stream';
import { createFailedReading, createSampleDetails, createSampleReading } from '../../test/reading-sample';
import { createJsonView } from './create-json-view';
import { createLinesView } from './create-lines-view';
import { createLiveView } from './create-live-view';
import type { ProgressView } from './progress-view';

const createScreen = (isTTY: boolean) => {
  const chunks: string[] = [];
  const stream = new PassThrough().on('data', (chunk: Buffer) => chunks.push(chunk.toString()));
  return Object.assign(stream, {
    isTTY,
    columns: 80,
    rows: 24,
    async text() {
      stream.end();
      await new Promise((resolve) => stream.on('end', resolve));
      return chunks.join('');
    },
  });
};

const createOutlets = (terminal: boolean) => ({
  output: createScreen(terminal),
  errors: createScreen(terminal),
});

/** A job seen twice, with trouble between. */
const showStory = (view: ProgressView): void => {
  view.notice('Asked.');
  view.show(createSampleReading({ step: 'image', status: 'running', percent: 3 }));
  view.show(createFailedReading());
  view.show(createFailedReading());
  view.show(createSampleReading({ step: 'video', status: 'running', percent: 50 }));
  view.close();
};

const format = ({ progress }: { progress: { percent: number } | null }): string =>
  `${progress?.percent ?? '?'} %`;

describe('createJsonView', () => {
  it('writes an object for each look, with the keys of the contract and no others', async () => {
    const { output, errors } = createOutlets(false);
    showStory(createJsonView({ output, errors }));
    const lines = (await output.text()).trimEnd().split('\n');
    const objects = lines.map((line) => JSON.parse(line) as object);
    expect(objects.map((each) => Object.keys(each))).toEqual(
      Array(4).fill(['success', 'workflow_id', 'progress', 'error', 'source']),
    );
    expect(await errors.text()).toBe('Asked.\n');
  });
});

describe('createLinesView', () => {
  it('writes what was found to the output, and what was not to the errors', async () => {
    const { output, errors } = createOutlets(false);
    showStory(createLinesView({ output, errors }, format));
    expect(await output.text()).toBe('3 %\n50 %\n');
    expect(await errors.text()).toBe('Asked.\nkite-1: Nobody answers.\nkite-1: Nobody answers.\n');
  });

  it('adds what the API knows beyond the progress', async () => {
    const { output, errors } = createOutlets(false);
    createLinesView({ output, errors }, format).show(
      createSampleReading({ percent: 3 }, { detailed: createSampleDetails() }),
    );
    expect(await output.text()).toMatch(/^3 %\n {2}workflow type: +GenVideoWorkflow\n/);
  });
});

describe('createLiveView', () => {
  const HIDE_CURSOR = '\u001b[?25l';
  const SHOW_CURSOR = '\u001b[?25h';

  it('draws a bar, tells trouble once above it, and leaves the last line and the cursor', async () => {
    const { output, errors } = createOutlets(true);
    showStory(createLiveView({ output, errors }, format));
    const text = await output.text();
    expect(text.split(HIDE_CURSOR)).toHaveLength(2);
    expect(text.lastIndexOf(SHOW_CURSOR)).toBeGreaterThan(text.indexOf(HIDE_CURSOR));
    expect(text.split('kite-1: Nobody answers.')).toHaveLength(2);
    expect(text).toMatch(/50 %\n$/);
    expect(await errors.text()).toBe('Asked.\n');
  });

  it('keeps the errors apart where they do not go to the terminal', async () => {
    const [output, errors] = [createScreen(true), createScreen(false)];
    showStory(createLiveView({ output, errors }, format));
    expect(await output.text()).not.toContain('Nobody answers');
    expect(await errors.text()).toBe('Asked.\nkite-1: Nobody answers.\n');
  });

  it('draws nothing of a job that could not be looked at', async () => {
    const { output, errors } = createOutlets(true);
    const view = createLiveView({ output, errors }, format);
    view.show(createFailedReading());
    view.close();
    expect(await output.text()).toBe('');
    expect(await errors.text()).toBe('kite-1: Nobody answers.\n');
  });
});
