import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import type { ComfyGraph } from '@genvideo/models/wire';
import { WebSocket } from 'ws';

/** A frame of the socket: `{type, data}`, or null for a binary one. */
export type Frame = { type: string; data: Record<string, unknown> } | null;

/** What a server answered; `body` is parsed when it is JSON. */
export interface ComfyAnswer {
  readonly status: number;
  readonly text: string;
  readonly body: Record<string, unknown>;
}

/** An open socket and what came through it. */
export interface ComfyFeed {
  readonly clientId: string;
  readonly frames: Frame[];
  /** The types of the frames about one prompt, repeats left out. */
  typesOf(promptId: string): string[];
  until(type: string, match?: (data: Record<string, unknown>) => boolean): Promise<void>;
  close(): Promise<void>;
}

/** A plain client of ComfyUI. */
export class ComfyClient {
  constructor(private readonly baseUrl: string) {}

  async send(path: string, body?: unknown, headers: Record<string, string> = {}): Promise<ComfyAnswer> {
    const init = body === undefined ? {} : { method: 'POST', body: JSON.stringify(body) };
    const response = await fetch(this.baseUrl + path, { headers, ...init });
    const text = await response.text();
    const isJson = response.headers.get('content-type')?.includes('json') === true;
    const parsed = isJson ? (JSON.parse(text) as Record<string, unknown>) : {};
    return { status: response.status, text, body: parsed };
  }

  async submit(prompt: ComfyGraph, more: object = {}): Promise<string> {
    const prompt_id = randomUUID();
    const { body } = await this.send('/prompt', { prompt, prompt_id, ...more });
    return String(body['prompt_id']);
  }

  async history(promptId: string): Promise<Record<string, unknown> | undefined> {
    const { body } = await this.send(`/history/${promptId}`);
    return body[promptId] as Record<string, unknown> | undefined;
  }

  /** Polls until the prompt is in the history. */
  async untilEnded(promptId: string): Promise<Record<string, unknown>> {
    for (;;) {
      const entry = await this.history(promptId);
      if (entry) return entry;
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
  }

  async listen(clientId: string = randomUUID()): Promise<ComfyFeed> {
    const socket = new WebSocket(`${this.baseUrl.replace('http', 'ws')}/ws?clientId=${clientId}`);
    const frames: Frame[] = [];
    socket.on('message', (data: Buffer, isBinary) => {
      frames.push(isBinary ? null : (JSON.parse(data.toString()) as Frame));
      socket.emit('frame');
    });
    await once(socket, 'open');
    return {
      clientId,
      frames,
      typesOf: (promptId) =>
        frames
          .filter((frame) => frame?.data['prompt_id'] === promptId)
          .map((frame) => frame?.type ?? '')
          .filter((type, index, all) => type !== all[index - 1]),
      async until(type, match = () => true) {
        while (!frames.some((frame) => frame?.type === type && match(frame.data)))
          await once(socket, 'frame');
      },
      async close() {
        socket.close();
        await once(socket, 'close');
      },
    };
  }
}

/** A graph of nodes that need no weights; `color` makes it another one. */
export const plainGraph = (color = 1): ComfyGraph => ({
  '1': { class_type: 'EmptyImage', inputs: { width: 64, height: 48, batch_size: 1, color } },
  '2': {
    class_type: 'ImageScale',
    inputs: { image: ['1', 0], upscale_method: 'area', width: 32, height: 24, crop: 'disabled' },
  },
  '3': { class_type: 'SaveImage', inputs: { images: ['2', 0], filename_prefix: 'spec/plain' } },
});

/** A graph that samples, and so tells of its steps. */
export const samplingGraph = (seed = 1): ComfyGraph => ({
  '4': {
    class_type: 'CheckpointLoaderSimple',
    inputs: { ckpt_name: 'v1-5-pruned-emaonly-fp16.safetensors' },
  },
  '5': { class_type: 'EmptyLatentImage', inputs: { width: 64, height: 64, batch_size: 1 } },
  '6': { class_type: 'CLIPTextEncode', inputs: { text: 'a kite', clip: ['4', 1] } },
  '7': { class_type: 'CLIPTextEncode', inputs: { text: 'blurred', clip: ['4', 1] } },
  '3': {
    class_type: 'KSampler',
    inputs: {
      ...{ model: ['4', 0], positive: ['6', 0], negative: ['7', 0], latent_image: ['5', 0], seed, steps: 5 },
      ...{ cfg: 7, sampler_name: 'euler', scheduler: 'normal', denoise: 1 },
    },
  },
  '8': { class_type: 'VAEDecode', inputs: { samples: ['3', 0], vae: ['4', 2] } },
  '9': { class_type: 'SaveImage', inputs: { images: ['8', 0], filename_prefix: 'kite' } },
});
