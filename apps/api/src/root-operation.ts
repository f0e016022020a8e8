import { z } from 'zod';
import { json, type Contract } from './operation/contract';
import { operation, type Operation } from './operation/operation';
import { reply } from './operation/reply';

/** The one route that OpenAPI has no words for. */
const PROGRESS_SOCKET = { progress_socket: '/ws/workflows/{workflow_id}/progress' };

/** `GET /`, for the document of all routes. */
export const rootContract = {
  id: 'getLinks',
  method: 'get',
  path: '/',
  tag: 'Documentation',
  summary: 'What there is',
  access: 'open',
  answers: {
    200: json(
      z
        .object({ name: z.string(), version: z.string(), links: z.record(z.string(), z.string()) })
        .meta({ id: 'Links' }),
      {
        description: 'The paths of all routes, by name.',
        example: { name: 'GenVideo', version: '0.1.0', links: { health: '/health' } },
      },
    ),
  },
} as const;

/**
 * `/workflows/{workflow_id}/detailed-status` is `detailed_status`, `/callback/kling` is `callback_kling`, and
 * `/batches/{batch_id}` is `batch`.
 */
const toName = (path: string): string => {
  const [, thing] = /\{(\w+)_id\}$/.exec(path) ?? [];
  if (thing !== undefined) return thing;
  const words = path.split('/').filter((segment) => segment !== '' && !segment.startsWith('{'));
  return words
    .slice(words.length > 1 && words[0] === 'workflows' ? 1 : 0)
    .join('_')
    .replace('.json', '')
    .replaceAll('-', '_');
};

/** The paths by name; where two would have the same, the second is that of all: `/events` is `all_events`. */
const toLinks = (paths: readonly string[]): Record<string, string> => {
  const links: Record<string, string> = {};
  for (const path of new Set(paths)) {
    const name = toName(path);
    links[name in links ? `all_${name}` : name] = path;
  }
  return links;
};

/** `GET /`: the other routes. */
export function createRootOperation(version: string, contracts: readonly Contract[]): Operation {
  const links = { ...toLinks(contracts.map(({ path }) => path)), ...PROGRESS_SOCKET };
  const body = { name: 'GenVideo', version, links };
  return operation(rootContract, () => reply(200, body));
}
