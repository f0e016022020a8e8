/** A Temporal server that runs elsewhere does not answer, or is no server to work with. */
export class EngineError extends Error {
  override readonly name = 'EngineError';
}
