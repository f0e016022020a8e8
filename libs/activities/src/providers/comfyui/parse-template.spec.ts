import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { ComfyGraph } from '@genvideo/models/wire';
import { parseTemplate } from './parse-template';
import { TEXT_TO_IMAGE_GRAPH } from './text-to-image-graph';

const parse = (graph: object) => parseTemplate(JSON.stringify(graph));
const withTitles = (titles: Record<string, string>): ComfyGraph => {
  const graph = structuredClone(TEXT_TO_IMAGE_GRAPH);
  for (const [id, title] of Object.entries(titles)) graph[id]!._meta = { title };
  return graph;
};

describe('parseTemplate', () => {
  it('reads the places of a graph from the titles of its nodes', () => {
    expect(parse(TEXT_TO_IMAGE_GRAPH)).toMatchObject({
      outputs: ['9'],
      places: [
        { name: 'seed', node: '3', input: 'seed' },
        { name: 'steps', node: '3', input: 'steps' },
        { name: 'checkpoint', node: '4', input: 'ckpt_name' },
        { name: 'width', node: '5', input: 'width' },
        { name: 'height', node: '5', input: 'height' },
        { name: 'num_images', node: '5', input: 'batch_size' },
        { name: 'prompt', node: '6', input: 'text' },
        { name: 'negative_prompt', node: '7', input: 'text' },
      ],
    });
  });

  it('takes an input that is named, and the same place in several nodes', () => {
    const graph = withTitles({ '7': '$prompt', '3': 'Noise $seed:steps' });
    const { places } = parse(graph);
    expect(places).toContainEqual({ name: 'seed', node: '3', input: 'steps' });
    expect(places.filter(({ name }) => name === 'prompt').map(({ node }) => node)).toEqual(['6', '7']);
  });

  it('takes the only node that saves where none is named', () => {
    expect(parse(withTitles({ '9': 'Save' })).outputs).toEqual(['9']);
  });

  it.each([
    ['what is not JSON', '{', /It is not JSON/],
    ['what ComfyUI saves for itself', '{"nodes":[],"links":[]}', /Export it for the API instead/],
    ['what is no graph', '{"1":{"inputs":{}}}', /no graph in API format/],
    ['a graph without a prompt', withTitles({ '6': 'Wanted' }), /Put \$prompt into the title/],
    [
      'a place that there is not',
      withTitles({ '6': '$promt $prompt' }),
      /\$promt, which is no place\. There are \$prompt,/,
    ],
    [
      'a place without an input',
      withTitles({ '8': '$seed' }),
      /node 8 \(VAEDecode, "\$seed"\) has no input seed or noise_seed or value for \$seed\. It has samples, vae/,
    ],
    [
      'a place that is linked',
      withTitles({ '3': '$prompt:positive' }),
      /takes positive from another node: put \$prompt into the title of node 6/,
    ],
    [
      'a link to nowhere',
      { ...withTitles({}), '8': { class_type: 'VAEDecode', inputs: { samples: ['77', 0] } } },
      /takes samples from node 77, which is not there/,
    ],
    [
      'two nodes that save',
      {
        ...withTitles({ '9': 'Save' }),
        '10': TEXT_TO_IMAGE_GRAPH['9'] && { ...TEXT_TO_IMAGE_GRAPH['9'], _meta: {} },
      },
      /has 2 SaveImage nodes\. Put \$output/,
    ],
    [
      'a place on which nothing depends',
      {
        ...withTitles({}),
        '20': { class_type: 'CLIPTextEncode', inputs: { text: '' }, _meta: { title: '$style' } },
      },
      /\$style is in the title of node 20, on which the result does not depend/,
    ],
  ])('refuses %s, and says what to change', (_title, graph, message) => {
    expect(() => (typeof graph === 'string' ? parseTemplate(graph) : parse(graph))).toThrow(message);
  });

  it('is shown by the file of the documentation, which is the built-in graph', () => {
    const file = path.join(__dirname, '../../../../../docs/providers/comfyui-text-to-image.json');
    expect(JSON.parse(readFileSync(file, 'utf8'))).toEqual(TEXT_TO_IMAGE_GRAPH);
  });
});
