import type { ProviderHealth, ProviderTrouble } from './schemas/provider-health';

const TROUBLE: Record<ProviderTrouble, string> = {
  maintenance: 'it is in maintenance',
  server_error: 'its server fails',
  unreachable: 'it cannot be reached',
  account: 'something is wrong with the account',
  credentials: 'it refuses the key',
  too_many: 'it allows no more at once',
  too_fast: 'it is asked too fast',
};

const toSeconds = (moment: string): string => moment.replace(/\.\d+Z$/, 'Z');

const toTasks = (count: number): string => `${count} ${count === 1 ? 'task' : 'tasks'}`;

const describeLimit = ({ effective_limit: now, configured_limit: configured }: ProviderHealth): string => {
  if (now === null) return 'it is given all there is';
  const lowered = configured === null || now < configured;
  const of = configured === null || !lowered ? '' : ` of the ${configured} that are configured`;
  return `it is given ${toTasks(now)} at once${of}`;
};

/**
 * How a provider is, in one sentence without its name and its full stop: `it is given nothing since ..., because it is in
 * maintenance; one task tries it at ...`. Has nothing of the provider's own words, which only those may see who have a key.
 */
export function describeProviderHealth(health: ProviderHealth): string {
  const { state, cause, since, next_probe_at: probeAt, waiting } = health;
  const why = cause === null ? '' : `, because ${TROUBLE[cause.trouble]}`;
  const line = waiting === 0 ? '' : `; ${waiting} ${waiting === 1 ? 'job waits' : 'jobs wait'} in line`;
  if (state === 'closed') return `${describeLimit(health)}${why}${line}`;
  if (state === 'ramping') return `it works again since ${toSeconds(since)}: ${describeLimit(health)}${line}`;
  if (state === 'half_open') return `one task tries whether it works again${why}${line}`;
  const probe = probeAt === null ? '' : `; one task tries it at ${toSeconds(probeAt)}`;
  return `it is given nothing since ${toSeconds(since)}${why}${probe}${line}`;
}
