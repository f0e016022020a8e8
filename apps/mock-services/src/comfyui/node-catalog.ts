import type { ComfyNodeInfo } from '@genvideo/models/wire';

const SIDE = { min: 16, max: 16_384, step: 8 };
const SEED_MAX = 2 ** 64 - 1;
const int = (spec: { default: number; min: number; max: number; step?: number }) => ['INT', spec] as const;
const link = (type: string) => [type, {}] as const;

interface NodeClass {
  readonly required: Readonly<Record<string, readonly unknown[]>>;
  readonly output: readonly string[];
  readonly saves?: boolean;
}

/** The checkpoint that the mock says it has. */
export const mockCheckpoint = 'v1-5-pruned-emaonly-fp16.safetensors';

/** The node classes of the mock: a text-to-image graph, and nodes that need no weights. */
const classes: Readonly<Record<string, NodeClass>> = {
  CheckpointLoaderSimple: {
    required: { ckpt_name: [[mockCheckpoint], {}] },
    output: ['MODEL', 'CLIP', 'VAE'],
  },
  CLIPTextEncode: {
    required: { text: ['STRING', { multiline: true }], clip: link('CLIP') },
    output: ['CONDITIONING'],
  },
  EmptyLatentImage: {
    required: {
      width: int({ default: 512, ...SIDE }),
      height: int({ default: 512, ...SIDE }),
      batch_size: int({ default: 1, min: 1, max: 4096 }),
    },
    output: ['LATENT'],
  },
  KSampler: {
    required: {
      model: link('MODEL'),
      seed: int({ default: 0, min: 0, max: SEED_MAX }),
      steps: int({ default: 20, min: 1, max: 10_000 }),
      cfg: ['FLOAT', { default: 8, min: 0, max: 100 }],
      sampler_name: [['euler', 'dpmpp_2m'], {}],
      // The newer form of a list.
      scheduler: ['COMBO', { options: ['normal', 'karras', 'simple'] }],
      positive: link('CONDITIONING'),
      negative: link('CONDITIONING'),
      latent_image: link('LATENT'),
      denoise: ['FLOAT', { default: 1, min: 0, max: 1 }],
    },
    output: ['LATENT'],
  },
  VAEDecode: { required: { samples: link('LATENT'), vae: link('VAE') }, output: ['IMAGE'] },
  SaveImage: {
    required: { images: link('IMAGE'), filename_prefix: ['STRING', { default: 'ComfyUI' }] },
    output: [],
    saves: true,
  },
  PreviewImage: { required: { images: link('IMAGE') }, output: [], saves: true },
  EmptyImage: {
    required: {
      width: int({ default: 512, min: 1, max: 16_384 }),
      height: int({ default: 512, min: 1, max: 16_384 }),
      batch_size: int({ default: 1, min: 1, max: 4096 }),
      color: int({ default: 0, min: 0, max: 0xffffff }),
    },
    output: ['IMAGE'],
  },
  ImageScale: {
    required: {
      image: link('IMAGE'),
      upscale_method: [['nearest-exact', 'bilinear', 'area', 'bicubic', 'lanczos'], {}],
      width: int({ default: 512, min: 0, max: 16_384 }),
      height: int({ default: 512, min: 0, max: 16_384 }),
      crop: [['disabled', 'center'], {}],
    },
    output: ['IMAGE'],
  },
};

const toInfo = ([name, { required, output, saves = false }]: [string, NodeClass]): [
  string,
  ComfyNodeInfo & Record<string, unknown>,
] => [
  name,
  {
    input: { required: required as NonNullable<ComfyNodeInfo['input']['required']> },
    input_order: { required: Object.keys(required) },
    output: [...output],
    output_is_list: output.map(() => false),
    output_name: [...output],
    name,
    display_name: name,
    description: '',
    category: 'mock',
    output_node: saves,
  },
];

/** What `GET /object_info` answers. */
export const nodeCatalog: Readonly<Record<string, ComfyNodeInfo>> = Object.fromEntries(
  Object.entries(classes).map(toInfo),
);
