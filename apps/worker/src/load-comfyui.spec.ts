import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { loadConfig } from '@genvideo/models/config';
import { createImageProvider } from './create-providers';

const load = (environment: Record<string, string>) =>
  createImageProvider(loadConfig({ IMAGE_PROVIDER: 'comfyui', ...environment }));

describe('IMAGE_PROVIDER=comfyui', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(path.join(tmpdir(), 'genvideo-graph-'));
  });
  afterEach(() => rmSync(folder, { recursive: true }));
  const write = (text: string): string => {
    const file = path.join(folder, 'graph.json');
    writeFileSync(file, text);
    return file;
  };

  it('takes several servers and the built-in graph', () => {
    expect(load({ IMAGE_API_BASE_URL: 'http://gpu-1:8188,http://gpu-2:8188' }).name).toBe('comfyui');
  });

  it('takes a graph of the user', () => {
    const graph = {
      '1': {
        class_type: 'SaveImage',
        inputs: { filename_prefix: '' },
        _meta: { title: '$prompt:filename_prefix' },
      },
    };
    expect(load({ COMFYUI_WORKFLOW_FILE: write(JSON.stringify(graph)) }).name).toBe('comfyui');
  });

  it.each([
    ['is not there', () => path.join(folder, 'none.json'), /none.json\) cannot be used: .*Correct the path/],
    ['is not JSON', () => write('{'), /cannot be used: It is not JSON/],
    [
      'has no place for the prompt',
      () => write('{"1":{"class_type":"SaveImage","inputs":{}}}'),
      /Put \$prompt into the title/,
    ],
  ])('says what to do about a graph that %s', (_title, file, message) => {
    expect(() => load({ COMFYUI_WORKFLOW_FILE: file() })).toThrow(message);
  });

  it('refuses a key, and several servers for an adapter that takes one', () => {
    expect(() => load({ IMAGE_API_KEY: 'k' })).toThrow(/ComfyUI knows no keys/);
    expect(() => load({ IMAGE_PROVIDER: 'comfy-proxy', IMAGE_API_BASE_URL: 'http://a,http://b' })).toThrow(
      /IMAGE_API_BASE_URL names several servers/,
    );
  });
});
