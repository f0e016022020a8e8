/** This machine lacks something that a cluster is made of. The message says what, and how to get it. */
export class ClusterUnavailableError extends Error {
  override readonly name = 'ClusterUnavailableError';
}
