import { describeNotifier } from '../../test/describe-notifier';
import { openPostReceiver } from '../../test/open-post-receiver';
import { SAMPLE_FAILURE, sampleNotice } from '../../test/sample-notice';
import { createSlackNotifier } from './create-slack-notifier';

describeNotifier('Slack', async () => {
  const receiver = await openPostReceiver();
  return {
    createNotifier: (options) => createSlackNotifier({ url: `${receiver.url}/services/hush`, ...options }),
    address: (notice) => notice,
    behave: (manner) => receiver.behave(manner),
    // Slack tells no repetitions.
    received: () => receiver.requests.map(({ body }) => ({ id: null, text: body })),
    secret: 'hush',
    close: () => receiver.close(),
  };
});

describe('createSlackNotifier', () => {
  it('writes words that Slack takes for nothing else', async () => {
    const receiver = await openPostReceiver();
    const notice = sampleNotice({ type: 'job.failed', data: SAMPLE_FAILURE });
    await createSlackNotifier({ url: receiver.url }).deliver(notice, new AbortController().signal);
    await receiver.close();
    const { text } = JSON.parse(receiver.requests[0]?.body ?? '') as { text: string };
    expect(text.split('\n').slice(0, 2)).toEqual([
      '*Job kite-1 failed*',
      'ProviderFailed: could not make &lt;the&gt; video &amp; stopped',
    ]);
  });
});
