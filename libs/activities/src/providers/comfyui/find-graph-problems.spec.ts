import type { ComfyGraph, ComfyInputSpec, ComfyNodeInfo } from '@genvideo/models/wire';
import { findGraphProblems } from './find-graph-problems';

const info = (required: Record<string, ComfyInputSpec>, output: string[] = []): ComfyNodeInfo => ({
  input: { required },
  output,
  output_node: output.length === 0,
});
const infos = new Map([
  ['Load', info({ name: [['a', 'b'], {}], picture: [['x.png'], { image_upload: true }] }, ['MODEL'])],
  [
    'Draw',
    info({ model: ['MODEL'], steps: ['INT', { min: 1, max: 50 }], mode: ['COMBO', { options: ['fast'] }] }, [
      'IMAGE',
    ]),
  ],
  ['Save', info({ images: ['IMAGE'] })],
]);
const graph = (change: ComfyGraph = {}): ComfyGraph => ({
  '1': { class_type: 'Load', inputs: { name: 'a', picture: 'elsewhere/y.png' } },
  '2': { class_type: 'Draw', inputs: { model: ['1', 0], steps: 20, mode: 'fast' } },
  '3': { class_type: 'Save', inputs: { images: ['2', 0] } },
  ...change,
});
const find = (change?: ComfyGraph) => findGraphProblems(graph(change), ['3'], infos);
const draw = (inputs: object): ComfyGraph => ({
  '2': { class_type: 'Draw', inputs: { model: ['1', 0], steps: 20, mode: 'fast', ...inputs } },
});

describe('findGraphProblems', () => {
  it('finds none in a graph that can run, and takes files that are uploaded on trust', () => {
    expect(find()).toEqual([]);
  });

  it.each([
    [
      'a number that is too large',
      draw({ steps: 51 }),
      'steps',
      'is 51; allowed are whole numbers from 1 to 50',
    ],
    [
      'what is no number',
      draw({ steps: 'many' }),
      'steps',
      'is "many"; allowed are whole numbers from 1 to 50',
    ],
    ['what is in no list', draw({ mode: 'slow' }), 'mode', 'is "slow"; allowed is "fast"'],
    ['what is missing', draw({ mode: undefined }), 'mode', 'is missing'],
    ['a link to nowhere', draw({ model: ['8', 0] }), 'model', 'is linked to node 8, which is not there'],
    [
      'a link to an output that is not there',
      draw({ model: ['1', 3] }),
      'model',
      'is linked to output 3 of node 1 (Load), which has 1',
    ],
  ])('names node, input and what is allowed for %s', (...[, change, input, problem]) => {
    expect(find(change)).toContainEqual({ node: '2', classType: 'Draw', input, problem });
  });

  it('names classes that the server lacks, also where nothing depends on them', () => {
    expect(find({ '9': { class_type: 'Nope', inputs: {} } })).toMatchObject([
      { node: '9', classType: 'Nope', input: null },
    ]);
  });

  it('does not mind what is wrong with nodes that do not run', () => {
    expect(find({ '9': { class_type: 'Draw', inputs: {} } })).toEqual([]);
  });
});
