import { toJobFolder } from '@genvideo/models';

/** Where the URLs of a job name it: their first segments, then its id, or the folder of its files. */
const PLACES: readonly { pattern: RegExp; toName: (workflowId: string) => string }[] = [
  { pattern: /^\/(?:ws\/)?workflows\/([^/]+)/, toName: (workflowId) => workflowId },
  { pattern: /^\/assets\/([^/]+)/, toName: toJobFolder },
];

const decode = (segment: string): string => {
  try {
    return decodeURIComponent(segment);
  } catch {
    return segment;
  }
};

/**
 * Whether a URL is one job's own: its routes, its streams and its files. Ids are chosen by callers, so one that stands
 * elsewhere in a path says nothing.
 */
export function isAbout(url: string, workflowId: string): boolean {
  const [path = ''] = url.split('?');
  return PLACES.some(({ pattern, toName }) => {
    const [, segment] = pattern.exec(path) ?? [];
    return segment !== undefined && decode(segment) === toName(workflowId);
  });
}
