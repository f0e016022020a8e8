/** The place itself and the two that called it. */
const FRAMES = 3;

/**
 * Shortens the stacks of this realm's errors: the SDK writes one down for each promise of a workflow, to answer its query
 * `__stack_trace`, and with V8's ten frames that is much of what workflows cost. Works where workflows are preloaded, before the SDK
 * freezes what they share; elsewhere stacks stay as they are.
 */
export function shortenStacks(): void {
  if (Object.isExtensible(Error)) Error.stackTraceLimit = FRAMES;
}
