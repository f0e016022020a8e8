import type { Request } from 'express';

/** A route's pattern as the API's documentation writes it, whatever stood in its place. */
export function toRoute({ route }: Request): string {
  const path: unknown = (route as { path?: unknown } | undefined)?.path;
  if (typeof path !== 'string') return 'unmatched';
  return path.replaceAll(/\{\*(\w+)\}/g, '{$1}').replaceAll(/:(\w+)/g, '{$1}');
}
