import { condition, defineSignal, defineUpdate, setHandler } from '@temporalio/workflow';
import { SIGNAL } from '@genvideo/models';

const grantedSignal = defineSignal(SIGNAL.permitGranted);

/** Answers when the workflow has its permit. */
export const untilGrantedUpdate = defineUpdate('until_granted');

/** Waits for a permit like a job, and then keeps it until the engine ends. */
export async function HolderWorkflow(): Promise<void> {
  let granted = false;
  setHandler(grantedSignal, () => {
    granted = true;
  });
  setHandler(untilGrantedUpdate, () => condition(() => granted));
  await condition(() => false);
}
