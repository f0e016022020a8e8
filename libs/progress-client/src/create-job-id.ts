const toHex = (bytes: Uint8Array): string =>
  Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');

/** A new workflow id: `job-20260131T120059-1a2b3c4d5e`. Later ids sort after earlier ones. Works without Node. */
export function createJobId(at: Date = new Date()): string {
  const second = at.toISOString().slice(0, 19).replaceAll(/[-:]/g, '');
  return `job-${second}-${toHex(crypto.getRandomValues(new Uint8Array(5)))}`;
}
