import type { ComfyNodeInfo } from '@genvideo/models/wire';
import type { ImageTask } from '../provider-port';
import { fillTemplate } from './fill-template';
import { toTemplate } from './parse-template';
import { TEXT_TO_IMAGE_GRAPH } from './text-to-image-graph';

const task = (change: Partial<ImageTask> = {}): ImageTask => ({
  ...{ prompt: 'a kite', style: 'anime', width: 640, height: 480, metadata: {} },
  ...change,
});
const infos = (info: Record<string, ComfyNodeInfo['input']>) =>
  new Map(Object.entries(info).map(([name, input]) => [name, { input, output: [], output_node: false }]));

interface Setup {
  titles?: Record<string, string>;
  change?: Partial<ImageTask>;
  known?: ReturnType<typeof infos>;
  seed?: number;
}

const fill = ({ titles = {}, change = {}, known = new Map(), seed = 42 }: Setup = {}) => {
  const graph = structuredClone(TEXT_TO_IMAGE_GRAPH);
  for (const [id, title] of Object.entries(titles)) graph[id]!._meta = { title };
  return fillTemplate({ template: toTemplate(graph), task: task(change), seed, infos: known });
};

describe('fillTemplate', () => {
  it('puts the job into the places, and leaves the rest of the graph as it is', () => {
    const { graph, outputs } = fill();
    expect(graph['6']?.inputs['text']).toBe('a kite, anime style');
    expect(graph['5']?.inputs).toEqual({ width: 640, height: 480, batch_size: 1 });
    expect(graph['3']?.inputs).toMatchObject({ seed: 42, steps: 20, cfg: 7 });
    expect(graph['7']?.inputs['text']).toBe(TEXT_TO_IMAGE_GRAPH['7']?.inputs['text']);
    expect(TEXT_TO_IMAGE_GRAPH['6']?.inputs['text']).toBe('');
    expect(outputs).toEqual(['9']);
  });

  it('keeps the style out of the prompt where it has a place of its own', () => {
    const { graph } = fill({ titles: { '7': '$style' } });
    expect(graph['6']?.inputs['text']).toBe('a kite');
    expect(graph['7']?.inputs['text']).toBe('anime');
  });

  it('takes negative prompt, seed and steps from metadata.comfyui', () => {
    const comfyui = { negative_prompt: 'rain', seed: 7, steps: 4 };
    const { graph, origins } = fill({ change: { metadata: { comfyui } } });
    expect(graph['3']?.inputs).toMatchObject({ seed: 7, steps: 4 });
    expect(graph['7']?.inputs['text']).toBe('rain');
    expect(origins.get('3.steps')).toBe('metadata.comfyui.steps');
  });

  it.each([
    ['what is none of these', { stepps: 4 }, /metadata\.comfyui is not valid: .*stepps/],
    ['what is out of bounds', { steps: 0 }, /metadata\.comfyui is not valid: steps/],
    ['what the graph has no place for', { steps: 4 }, /metadata\.comfyui\.steps cannot be heeded/],
  ])('refuses %s', (_title, comfyui, message) => {
    expect(() => fill({ titles: { '3': '$seed' }, change: { metadata: { comfyui } } })).toThrow(message);
  });

  it('fits a seed of its own into what the input takes, not one that was asked for', () => {
    const known = infos({ KSampler: { required: { seed: ['INT', { min: 1, max: 10 }] } } });
    expect(fill({ known, seed: 42 }).graph['3']?.inputs['seed']).toBe(3);
    const asked = fill({ known, change: { metadata: { comfyui: { seed: 99 } } } });
    expect(asked.graph['3']?.inputs['seed']).toBe(99);
  });

  it('keeps its checkpoint where the server has it, and takes the first where not', () => {
    const having = (list: string[]) => infos({ CheckpointLoaderSimple: { required: { ckpt_name: [list] } } });
    const pick = (list: string[]) => fill({ known: having(list) }).graph['4']?.inputs['ckpt_name'];
    const own = TEXT_TO_IMAGE_GRAPH['4']?.inputs['ckpt_name'];
    expect(pick(['a', String(own)])).toBe(own);
    expect(pick(['a', 'b'])).toBe('a');
    expect(pick([])).toBe(own);
  });

  it('makes several pictures as one batch', () => {
    const { graph, outputs } = fill({ change: { num_images: 3 } });
    expect(graph['5']?.inputs['batch_size']).toBe(3);
    expect(outputs).toEqual(['9']);
  });

  it('makes several pictures as branches with seeds of their own where there is no batch', () => {
    const { graph, outputs } = fill({ titles: { '5': '$size' }, change: { num_images: 3 } });
    expect(outputs).toEqual(['9', '9x2', '9x3']);
    expect([graph['3'], graph['3x2'], graph['3x3']].map((node) => node?.inputs['seed'])).toEqual([
      42, 43, 44,
    ]);
    expect(graph['9x2']?.inputs['images']).toEqual(['8x2', 0]);
    expect(graph['8x2']?.inputs).toEqual({ samples: ['3x2', 0], vae: ['4', 2] });
    expect(Object.keys(graph)).toHaveLength(Object.keys(TEXT_TO_IMAGE_GRAPH).length + 2 * 3);
  });

  it('makes one picture where the graph has a place for neither', () => {
    const { outputs } = fill({ titles: { '5': '$size', '3': 'Sampler' }, change: { num_images: 3 } });
    expect(outputs).toEqual(['9']);
  });
});
