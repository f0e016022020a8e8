/** Who a worker is, as the engine shows it. */
export interface WorkerIdentity {
  pid: number;
  host: string;
  /** The mark of the store it keeps results in; null where that cannot be told. */
  storeId: string | null;
  /** The mark of its settings. */
  settings: string;
}

const STORE = '#store=';
const SETTINGS = '#set=';

/** The name under which a worker polls: whoever describes the queue sees how it is set, and where it keeps results. */
export function toWorkerIdentity({ pid, host, storeId, settings }: WorkerIdentity): string {
  return `${pid}@${host}${SETTINGS}${settings}${storeId === null ? '' : `${STORE}${storeId}`}`;
}

const parseMark = (identity: string, name: string): string | null => {
  const at = identity.lastIndexOf(name);
  return at === -1 ? null : (identity.slice(at + name.length).split('#')[0] ?? null);
};

/** The mark of the store that a worker keeps results in, by the name under which it polls; null when it does not say. */
export const parseStoreId = (identity: string): string | null => parseMark(identity, STORE);

/** The mark of a worker's settings, by the name under which it polls; null when it does not say. */
export const parseSettingsMark = (identity: string): string | null => parseMark(identity, SETTINGS);
