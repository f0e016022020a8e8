/** A graph that cannot serve as a template; the message says what to change in it. */
export class ComfyGraphError extends Error {
  override readonly name = 'ComfyGraphError';
}
