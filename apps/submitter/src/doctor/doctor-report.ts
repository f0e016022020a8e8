import type { Finding } from './finding';

/** What `--json` prints. Every key is always there. */
export interface DoctorReport {
  /** `unhealthy` when any check fails. */
  status: 'healthy' | 'unhealthy';
  checks: readonly Finding[];
  /** How long all of it took. */
  seconds: number;
  versions: { genvideo: string; node: string; engine: string | null; api: string | null };
  timestamp: string;
}
