import type { ComfyInputSpec } from '@genvideo/models/wire';

/** What an input takes, as far as its class tells. */
export type InputRule =
  | { kind: 'number'; type: 'INT' | 'FLOAT'; min: number; max: number }
  | { kind: 'list'; options: readonly unknown[] }
  | { kind: 'any' };

const readNumber = (value: unknown, fallback: number): number =>
  typeof value === 'number' ? value : fallback;

/** Reads both forms of lists; files to be uploaded are not held to theirs, because servers do not do so either. */
export function toInputRule([type, more = {}]: ComfyInputSpec): InputRule {
  if (Object.entries(more).some(([key, value]) => key.endsWith('_upload') && value === true))
    return { kind: 'any' };
  if (type === 'INT' || type === 'FLOAT') {
    const { min, max } = more;
    return { kind: 'number', type, min: readNumber(min, -Infinity), max: readNumber(max, Infinity) };
  }
  if (Array.isArray(type)) return { kind: 'list', options: type };
  const { options } = more;
  return type === 'COMBO' && Array.isArray(options) ? { kind: 'list', options } : { kind: 'any' };
}
