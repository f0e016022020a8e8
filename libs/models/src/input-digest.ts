import { createHash } from 'node:crypto';

const toCanonical = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(toCanonical);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([, field]) => field !== undefined)
      .sort(([left], [right]) => (left < right ? -1 : 1))
      .map(([name, field]) => [name, toCanonical(field)]),
  );
};

/**
 * A fingerprint of a job's or a batch's input with its defaults filled in: equal for inputs that mean the same,
 * whatever the order of their fields. The id is left out, because it is what two inputs are compared under.
 */
export function toInputDigest(input: object): string {
  const canonical = JSON.stringify(toCanonical({ ...input, request_id: null }));
  return createHash('sha256').update(canonical).digest('hex');
}
