import { GenerationError } from '../../generation-error';
import type { ImageProvider, TaskState } from '../provider-port';
import { cancelPrompt } from './cancel-prompt';
import { createComfyPool } from './comfy-pool';
import { createComfyServer, type ComfyServer } from './comfy-server';
import type { ComfyTemplate } from './comfy-template';
import { toTemplate } from './parse-template';
import { readPrompt } from './read-prompt';
import { submitToPool } from './submit-to-pool';
import { TEXT_TO_IMAGE_GRAPH } from './text-to-image-graph';
import { toEndedState } from './to-ended-state';
import { toPromptId } from './to-prompt-id';
import { withPoolErrors } from './with-pool-errors';

export interface ComfyuiOptions {
  /** The servers, each http or https; several are one pool. */
  baseUrls: readonly string[];
  /** The graph and its places; default text to image with a checkpoint. */
  template?: ComfyTemplate;
  /** How long one call may take, in milliseconds; default 30,000. */
  timeoutMs?: number;
  /** How long a server of several may be silent before its prompts are handed on, in milliseconds; default 30,000. */
  handOnAfterMs?: number;
}

/** The server and the prompt of a task id. */
interface Located {
  server: ComfyServer;
  promptId: string;
}

/** A prompt stays with its server, so its task id says which that is. */
const toTaskId = (promptId: string, server: ComfyServer): string => `${promptId}@${server.name}`;

const isSilence = (error: unknown): error is GenerationError =>
  error instanceof GenerationError && error.type === 'ServiceUnavailable';

/** ComfyUI itself, one server or several. Percents come over its socket, states by asking. */
export function createComfyui({
  baseUrls,
  timeoutMs,
  handOnAfterMs,
  ...options
}: ComfyuiOptions): ImageProvider {
  const template = options.template ?? toTemplate(TEXT_TO_IMAGE_GRAPH);
  const servers = [...new Set(baseUrls)].map((baseUrl) => createComfyServer(baseUrl, timeoutMs));
  const pool = createComfyPool(servers, handOnAfterMs);
  const arriving = new Map<string, Promise<ComfyServer>>();

  const parseTaskId = (taskId: string): Located | null => {
    const [promptId = '', ...name] = taskId.split('@');
    const server = pool.byName(name.join('@'));
    return server && { server, promptId };
  };

  const look = async ({ server, promptId }: Located, signal: AbortSignal): Promise<TaskState> => {
    const reading = await readPrompt(server, promptId, signal);
    if (reading.status === 'pending') return { status: 'pending', percent: 0 };
    if (reading.status === 'running')
      return { status: 'processing', percent: server.feed.percent(promptId) ?? 0 };
    server.feed.forget(promptId);
    if (reading.status === 'absent') return { status: 'lost' };
    const { outputs } = template;
    return toEndedState(reading.entry, { outputs, toViewUrl: server.calls.toViewUrl });
  };

  const provider: ImageProvider = {
    name: 'comfyui',
    keepsHealth: true,
    async submit(task, submit) {
      const { submissionId } = submit;
      const submission = arriving.get(submissionId) ?? submitToPool({ pool, template, task, submit });
      arriving.set(submissionId, submission);
      const server = await submission.finally(() => arriving.delete(submissionId));
      return toTaskId(toPromptId(submissionId), server);
    },
    async find(submissionId, signal) {
      const promptId = toPromptId(submissionId);
      const server = await pool.locate(promptId, signal);
      return server ? { status: 'found', taskId: toTaskId(promptId, server) } : { status: 'absent' };
    },
    async look(taskId, signal) {
      const located = parseTaskId(taskId);
      if (located === null) return { status: 'lost' };
      try {
        return await look(located, signal);
      } catch (error) {
        if (isSilence(error) && (await pool.isGone(located.server, signal))) return { status: 'lost' };
        throw error;
      }
    },
    async cancel(taskId, signal) {
      const located = parseTaskId(taskId);
      if (located === null) return 'already_ended';
      return cancelPrompt(located.server, located.promptId, { signal });
    },
  };
  return withPoolErrors(provider, servers);
}
