import { condition, defineQuery, defineSignal, setHandler } from '@temporalio/workflow';
import { SIGNAL } from '@genvideo/models';

const grantedSignal = defineSignal(SIGNAL.permitGranted);
const isGrantedQuery = defineQuery<boolean>('is_granted');

/** Waits for a permit like a job, and then keeps it until the engine ends. */
export async function HolderWorkflow(): Promise<void> {
  let granted = false;
  setHandler(isGrantedQuery, () => granted);
  setHandler(grantedSignal, () => {
    granted = true;
  });
  await condition(() => false);
}
