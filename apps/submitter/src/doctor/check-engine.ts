import { isServerTooOld, OLDEST_SERVER, type TlsProblem } from '@genvideo/runtime';
import { REFUSAL, toRefusalCode, type EngineDesk } from './engine-desk';
import { fail, ok, type Verdict } from './finding';
import { toReason } from './to-reason';

const REFUSALS: readonly (number | null)[] = [REFUSAL.permissionDenied, REFUSAL.unauthenticated];

const toFailure = (error: unknown, address: string, insecure: TlsProblem | null): Verdict => {
  const code = toRefusalCode(error);
  if (REFUSALS.includes(code))
    return fail(
      `the Temporal server at ${address} does not let us in: ${toReason(error)}`,
      'Check TEMPORAL_API_KEY, TLS and TEMPORAL_NAMESPACE.',
    );
  if (code === REFUSAL.unimplemented)
    return fail(`what answers at ${address} is no Temporal server`, 'Set TEMPORAL_HOST to one.');
  if (insecure !== null)
    return fail(
      `no secure connection to the Temporal server at ${address}: ${insecure.problem}`,
      insecure.fix,
    );
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
export async function checkEngine({ connection, address, ask, probe }: EngineDesk): Promise<EngineCheck> {
  try {
    const { serverVersion } = await ask(() => connection.workflowService.getSystemInfo({}));
    const version = serverVersion || 'unknown';
    if (isServerTooOld(serverVersion))
      return {
        version,
        verdict: fail(
          `Temporal ${version} at ${address} is older than ${OLDEST_SERVER}, which is needed`,
          `Update it to ${OLDEST_SERVER} or later.`,
        ),
      };
    return { version, verdict: ok(`Temporal ${version} answers at ${address}`) };
  } catch (error) {
    return { version: null, verdict: toFailure(error, address, await probe()) };
  }
}
