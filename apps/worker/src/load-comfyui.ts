import { readFileSync } from 'node:fs';
import {
  ComfyGraphError,
  createComfyui,
  parseTemplate,
  type ComfyTemplate,
  type ImageProvider,
} from '@genvideo/activities';
import type { Config } from '@genvideo/models/config';
import { UserFacingError } from '@genvideo/runtime';

function loadTemplate(file: string): ComfyTemplate {
  try {
    return parseTemplate(readFileSync(file, 'utf8'));
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    const hint =
      error instanceof ComfyGraphError ? '' : ' Correct the path, or leave it empty for the built-in graph.';
    throw new UserFacingError(`COMFYUI_WORKFLOW_FILE (${file}) cannot be used: ${reason}${hint}`);
  }
}

/**
 * ComfyUI with the graph of COMFYUI_WORKFLOW_FILE, on the servers that IMAGE_API_BASE_URL lists.
 * @throws UserFacingError naming the variable and what is wrong with its value
 */
export function loadComfyui(config: Config): ImageProvider {
  const { COMFYUI_WORKFLOW_FILE: file, IMAGE_API_BASE_URL: servers, IMAGE_API_KEY: key } = config;
  if (key !== null)
    throw new UserFacingError(
      'IMAGE_API_KEY is set, but ComfyUI knows no keys. Leave it empty for IMAGE_PROVIDER=comfyui.',
    );
  return createComfyui({
    baseUrls: servers.split(','),
    ...(file === null ? {} : { template: loadTemplate(file) }),
  });
}
