import type { PermitDesk } from './permit-desk';
import type { ProviderDesks } from './tell-provider';

/** Hands back all that a job may hold: its own permit, and those for its providers. */
export function withProviderDesks(
  permits: Pick<PermitDesk, 'release'>,
  { image, video }: ProviderDesks,
): Pick<PermitDesk, 'release'> {
  return {
    async release(workflowId) {
      const desks = [permits, image, video].filter((desk) => desk !== null);
      await Promise.all(desks.map((desk) => desk.release(workflowId)));
    },
  };
}
