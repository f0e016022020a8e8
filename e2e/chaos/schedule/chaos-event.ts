/** The parts of a Temporal server that are processes of their own, and its database. */
export const ENGINE_ROLES = ['frontend', 'history', 'matching', 'worker', 'postgres'] as const;
export type EngineRole = (typeof ENGINE_ROLES)[number];

/** A process that may be killed and frozen. On a development server, all roles are one. */
export type Target = `worker-${number}` | `api-${number}` | `engine-${EngineRole}`;

/** Who talks to whom: each is a relay that can be cut and slowed. */
export const LINKS = [
  'worker-engine',
  'worker-provider',
  'api-engine',
  'provider-api',
  'engine-database',
] as const;
export type Link = (typeof LINKS)[number];

/** What the provider does wrong for a while. */
export const PROVIDER_TROUBLES = [
  'server_errors',
  'dropped_connections',
  'failed_tasks',
  'lost_tasks',
  'callbacks_lost',
  'callbacks_late',
  'callbacks_early',
  'callbacks_repeated',
] as const;
export type ProviderTrouble = (typeof PROVIDER_TROUBLES)[number];

/** What one of them does. A `cut` link refuses and breaks connections, a `stall`ed one says nothing any more. */
export type ChaosDeed =
  | { kind: 'kill' | 'freeze'; target: Target }
  | { kind: 'cut' | 'stall'; link: Link; index: number }
  | { kind: 'slow'; link: Link; index: number; latency_ms: number; bytes_per_second: number }
  | { kind: 'provider'; trouble: ProviderTrouble; rate: number }
  | { kind: 'capacity'; capacity: number }
  /** `pick` (0 to 1) is which of the jobs under way it concerns. */
  | { kind: 'cancel' | 'forge'; pick: number }
  | { kind: 'deploy' };

/** Something that happens `at_ms` after the beginning, and is over `for_ms` later. A killed process is away for so long. */
export type ChaosEvent = ChaosDeed & { at_ms: number; for_ms: number };

/** What it is done to, in words that tell kinds apart: two events with one name are of one kind. */
export function toKindName(deed: ChaosDeed): string {
  switch (deed.kind) {
    case 'kill':
    case 'freeze':
      return `${deed.kind} ${deed.target.replace(/^(worker|api)-\d+$/, '$1')}`;
    case 'cut':
    case 'stall':
    case 'slow':
      return `${deed.kind} ${deed.link}`;
    case 'provider':
      return `provider ${deed.trouble}`;
    default:
      return deed.kind;
  }
}
