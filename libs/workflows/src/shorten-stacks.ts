/** The place itself and those that called it; of the stacks of promises the SDK's own hook takes one. */
const FRAMES = 4;

/**
 * Shortens the stacks of this realm's errors. It is meant for the sandbox of workflows: the SDK writes a stack down for each promise there, to
 * answer its query `__stack_trace`, and with V8's ten frames that is much of what workflows cost. Works where workflows are preloaded, before the SDK
 * freezes what they share, and does nothing after that.
 */
export function shortenStacks(): void {
  if (Object.isExtensible(Error)) Error.stackTraceLimit = FRAMES;
}
