import type { ComfyGraph } from '@genvideo/models/wire';

/** The graph of those who name none: text to image with a checkpoint, the first there is where this one is missing. */
export const TEXT_TO_IMAGE_GRAPH: ComfyGraph = {
  '3': {
    class_type: 'KSampler',
    inputs: {
      seed: 0,
      steps: 20,
      cfg: 7,
      sampler_name: 'euler',
      scheduler: 'normal',
      denoise: 1,
      model: ['4', 0],
      positive: ['6', 0],
      negative: ['7', 0],
      latent_image: ['5', 0],
    },
    _meta: { title: 'Sampler $seed $steps' },
  },
  '4': {
    class_type: 'CheckpointLoaderSimple',
    inputs: { ckpt_name: 'v1-5-pruned-emaonly-fp16.safetensors' },
    _meta: { title: 'Model $checkpoint' },
  },
  '5': {
    class_type: 'EmptyLatentImage',
    inputs: { width: 1024, height: 1024, batch_size: 1 },
    _meta: { title: 'Canvas $size $num_images' },
  },
  '6': {
    class_type: 'CLIPTextEncode',
    inputs: { text: '', clip: ['4', 1] },
    _meta: { title: 'Wanted $prompt' },
  },
  '7': {
    class_type: 'CLIPTextEncode',
    inputs: { text: 'blurry, low quality, watermark', clip: ['4', 1] },
    _meta: { title: 'Unwanted $negative_prompt' },
  },
  '8': {
    class_type: 'VAEDecode',
    inputs: { samples: ['3', 0], vae: ['4', 2] },
    _meta: { title: 'To pixels' },
  },
  '9': {
    class_type: 'SaveImage',
    inputs: { filename_prefix: 'genvideo', images: ['8', 0] },
    _meta: { title: 'Save $output' },
  },
};
