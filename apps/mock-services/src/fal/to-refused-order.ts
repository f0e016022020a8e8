import type { z } from 'zod';
import type { TaskOrder } from '../task';

/** Where the body of a task's answer is kept that its model refuses. */
export const REFUSAL = 'refusal';

/** A task whose input its model does not take: it fails, and its result names each bad field. */
export function toRefusedOrder({ issues }: z.ZodError): TaskOrder {
  const detail = issues.map(({ path, message, code }) => ({
    loc: ['body', ...path.map(String)],
    msg: message,
    type: code,
  }));
  return {
    prompt: '(refused)',
    details: { [REFUSAL]: JSON.stringify({ detail }) },
    makeMedia: () => Promise.reject(new Error('the model does not take this input')),
  };
}
