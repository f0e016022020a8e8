import { readFile } from 'node:fs/promises';
import type { Config, SharedFiles } from '@genvideo/models/config';

const load = async (file: string | null): Promise<string | null> =>
  file === null ? null : readFile(file, 'utf8');

/** What is in the files that this worker goes by; null for one that is not set, or that its provider makes no use of. */
export async function loadSharedFiles(config: Config): Promise<SharedFiles> {
  const graph = config.IMAGE_PROVIDER === 'comfyui' ? config.COMFYUI_WORKFLOW_FILE : null;
  return {
    COMFYUI_WORKFLOW_FILE: await load(graph),
    CONTENT_DENY_LIST_FILE: await load(config.CONTENT_DENY_LIST_FILE),
  };
}
