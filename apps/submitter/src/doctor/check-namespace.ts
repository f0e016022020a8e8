import { REFUSAL, toRefusalCode, type EngineDesk } from './engine-desk';
import { fail, ok, warn, type Verdict } from './finding';
import { toReason } from './to-reason';

/** Whether the engine has the namespace. */
export async function checkNamespace({ connection, namespace, ask }: EngineDesk): Promise<Verdict> {
  try {
    await ask(() => connection.workflowService.describeNamespace({ namespace }));
    return ok(`the engine has the namespace "${namespace}"`);
  } catch (error) {
    if (toRefusalCode(error) === REFUSAL.notFound)
      return fail(
        `the engine has no namespace "${namespace}"`,
        `Set TEMPORAL_NAMESPACE to one it has, or create it: temporal operator namespace create --namespace ${namespace}`,
      );
    if (toRefusalCode(error) === REFUSAL.permissionDenied)
      return warn(
        `the engine does not say whether it has the namespace "${namespace}": ${toReason(error)}`,
        'Check TEMPORAL_NAMESPACE and the API key if jobs cannot be started.',
      );
    return fail(`the namespace "${namespace}" cannot be read: ${toReason(error)}`, 'Try again.');
  }
}
