import {
  condition,
  defineSignal,
  proxyActivities,
  setHandler,
  upsertSearchAttributes,
} from '@temporalio/workflow';

const { shout, waitForever } = proxyActivities<{
  shout: (text: string) => Promise<string>;
  waitForever: () => Promise<void>;
}>({ startToCloseTimeout: '10s', heartbeatTimeout: '5s' });

const goOn = defineSignal('go_on');

export async function shoutWhenTold(text: string): Promise<string> {
  let told = false;
  setHandler(goOn, () => {
    told = true;
  });
  upsertSearchAttributes({ CustomTag: ['step:waiting'], CustomProgress: [50] });
  await condition(() => told);
  return shout(text);
}

export async function waitForeverWorkflow(): Promise<void> {
  await waitForever();
}
