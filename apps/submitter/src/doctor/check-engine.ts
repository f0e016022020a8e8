import { REFUSAL, toRefusalCode, type EngineDesk } from './engine-desk';
import { fail, ok, warn, type Verdict } from './finding';
import { toReason } from './to-reason';

/** The oldest server that has all that is needed. */
const OLDEST = [1, 29] as const;

const isOld = (version: string): boolean => {
  const [major = 0, minor = 0] = version.split('.').map((part) => Number.parseInt(part, 10) || 0);
  return major < OLDEST[0] || (major === OLDEST[0] && minor < OLDEST[1]);
};

const REFUSALS: readonly (number | null)[] = [REFUSAL.permissionDenied, REFUSAL.unauthenticated];

const toFailure = (error: unknown, address: string): Verdict => {
  const code = toRefusalCode(error);
  if (REFUSALS.includes(code))
    return fail(
      `the Temporal server at ${address} does not let us in: ${toReason(error)}`,
      'Check TEMPORAL_API_KEY, TLS and TEMPORAL_NAMESPACE.',
    );
  if (code === REFUSAL.unimplemented)
    return fail(`what answers at ${address} is no Temporal server`, 'Set TEMPORAL_HOST to one.');
  return fail(
    `no Temporal server answers at ${address}: ${toReason(error)}`,
    'Start one with "npm start", or set TEMPORAL_HOST to one that runs.',
  );
};

/** What was found out of the engine; without a version it could not be asked. */
export interface EngineCheck {
  verdict: Verdict;
  version: string | null;
}

/** Whether the engine answers, and is new enough. */
export async function checkEngine({ connection, address, ask }: EngineDesk): Promise<EngineCheck> {
  try {
    const { serverVersion } = await ask(() => connection.workflowService.getSystemInfo({}));
    const version = serverVersion || 'unknown';
    if (serverVersion && isOld(serverVersion))
      return {
        version,
        verdict: warn(
          `Temporal ${version} at ${address} is older than ${OLDEST.join('.')}`,
          `Update it to ${OLDEST.join('.')} or later.`,
        ),
      };
    return { version, verdict: ok(`Temporal ${version} answers at ${address}`) };
  } catch (error) {
    return { version: null, verdict: toFailure(error, address) };
  }
}
