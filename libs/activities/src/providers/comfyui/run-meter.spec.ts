import type { ComfyEvent } from '@genvideo/models/wire';
import { createRunMeter } from './run-meter';
import { TEXT_TO_IMAGE_GRAPH } from './text-to-image-graph';

const prompt_id = 'p';
const event = (type: ComfyEvent['type'], data: object): ComfyEvent =>
  ({ type, data: { prompt_id, ...data } }) as ComfyEvent;
const measure = (...events: ComfyEvent[]): number => {
  const meter = createRunMeter(TEXT_TO_IMAGE_GRAPH, ['9']);
  for (const each of events) meter.take(each);
  return Math.round(meter.percent());
};

// 20 steps of the sampler, and one for each of the other six nodes.
describe('createRunMeter', () => {
  it('begins with nothing, and ends before the end', () => {
    expect(measure(event('execution_start', {}))).toBe(0);
    const ids = Object.keys(TEXT_TO_IMAGE_GRAPH);
    expect(measure(...ids.map((node) => event('executed', { node })))).toBe(99);
  });

  it('weighs a node that samples by its steps', () => {
    expect(measure(event('progress', { node: '3', value: 10, max: 20 }))).toBe(38);
    expect(measure(event('executed', { node: '6' }))).toBe(4);
  });

  it('counts a node as done when the next one begins, as old servers tell it', () => {
    expect(measure(event('executing', { node: '4' }), event('executing', { node: '3' }))).toBe(4);
  });

  it('reads the states of all nodes, as new servers tell them', () => {
    const nodes = {
      '4': { value: 1, max: 1, state: 'finished' },
      '3': { value: 5, max: 20, state: 'running' },
    };
    expect(measure(event('progress_state', { nodes }))).toBe(23);
  });

  it('counts what comes from the cache as done', () => {
    expect(measure(event('execution_cached', { nodes: ['4', '5', '6', '7'] }))).toBe(15);
  });

  it('never goes down, and is not confused by nodes and numbers it does not know', () => {
    const half = event('progress', { node: '3', value: 10, max: 20 });
    expect(measure(half, event('progress', { node: '3', value: 1, max: 20 }))).toBe(38);
    expect(measure(half, event('progress', { node: '3', value: 5, max: 0 }))).toBe(38);
    expect(measure(half, event('executed', { node: '3.0.7' }), event('executing', { node: null }))).toBe(38);
  });
});
