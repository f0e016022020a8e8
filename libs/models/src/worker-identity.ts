/** Who a worker is, as the engine shows it. */
export interface WorkerIdentity {
  pid: number;
  host: string;
  /** The mark of the store it keeps results in; null where that cannot be told. */
  storeId: string | null;
}

const STORE = '#store=';

/** The name under which a worker polls: whoever describes the queue sees where it keeps results. */
export function toWorkerIdentity({ pid, host, storeId }: WorkerIdentity): string {
  return `${pid}@${host}${storeId === null ? '' : `${STORE}${storeId}`}`;
}

/** The mark of the store that a worker keeps results in, by the name under which it polls; null when it does not say. */
export function parseStoreId(identity: string): string | null {
  const at = identity.lastIndexOf(STORE);
  return at === -1 ? null : identity.slice(at + STORE.length);
}
