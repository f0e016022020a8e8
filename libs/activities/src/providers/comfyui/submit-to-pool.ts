import { toFailureRule } from '@genvideo/models';
import { GenerationError } from '../../generation-error';
import type { ImageTask, SubmitOptions } from '../provider-port';
import { hasPrompt, type ComfyPool, type FreeServer } from './comfy-pool';
import type { ComfyServer } from './comfy-server';
import type { ComfyTemplate } from './comfy-template';
import { submitGraph, type SubmitGraphOptions } from './submit-graph';
import { toPromptId, toSeed } from './to-prompt-id';

export interface SubmitToPoolOptions {
  pool: Pick<ComfyPool, 'poll'>;
  template: ComfyTemplate;
  task: ImageTask;
  submit: Pick<SubmitOptions, 'submissionId' | 'signal'>;
}

const toLoad = ({ server, promptIds }: FreeServer): number => promptIds.length + server.arriving;

/** The least busy one; of several, that which was not chosen for longest. */
const pickFree = (free: readonly FreeServer[]): FreeServer | undefined =>
  [...free].sort(
    (one, other) => toLoad(one) - toLoad(other) || one.server.chosenAt - other.server.chosenAt,
  )[0];

async function submitTo(server: ComfyServer, options: SubmitGraphOptions): Promise<GenerationError | null> {
  server.arriving += 1;
  server.chosenAt = performance.now();
  try {
    await submitGraph(server, options);
    return null;
  } catch (error) {
    // A server that refused, or never heard of it, has done nothing: the next one may be asked.
    if (error instanceof GenerationError && !error.ambiguous) return error;
    throw error;
  } finally {
    server.arriving -= 1;
  }
}

/** What passes comes first: another time, that server may take it. */
const pickError = (errors: readonly GenerationError[]): GenerationError | undefined =>
  errors.find(({ type }) => toFailureRule(type).retry === 'same_submission') ?? errors[0];

/**
 * Submits on the least busy server that can run the graph. ComfyUI runs what it is told twice twice, so all are asked
 * first whether they have it already.
 * @returns the server that has it now
 */
export async function submitToPool({
  pool,
  template,
  task,
  submit,
}: SubmitToPoolOptions): Promise<ComfyServer> {
  const { submissionId, signal } = submit;
  const promptId = toPromptId(submissionId);
  const free = await pool.poll(signal);
  const known = await Promise.all(free.map((each) => hasPrompt(each, promptId, signal)));
  const owner = free[known.indexOf(true)];
  if (owner) return owner.server;
  const errors: GenerationError[] = [];
  const left = new Set(free);
  for (let next = pickFree([...left]); next; next = pickFree([...left])) {
    left.delete(next);
    const { server } = next;
    const error = await submitTo(server, { template, task, promptId, seed: toSeed(submissionId), signal });
    if (error === null) return server;
    errors.push(error);
  }
  throw (
    pickError(errors) ??
    new GenerationError('ServiceUnavailable', 'No ComfyUI server answers', { trouble: 'unreachable' })
  );
}
