import type { Notice } from '@genvideo/models';
import { DeliveryError } from '../src/notices/delivery-error';
import type { Notifier } from '../src/notices/notifier-port';
import { SAMPLE_BATCH, SAMPLE_FAILURE, sampleNotice } from './sample-notice';

/** How a receiver behaves: takes, is in trouble that passes, refuses for good, says nothing. */
export type Manner = 'take' | 'trouble' | 'refuse' | 'hang';

/** What came in at a receiver, however it came. */
export interface Received {
  /** Tells repetitions. */
  id: string | null;
  text: string;
}

/** A real receiver of the notifier's protocol, and what the notifier has to know of it. */
export interface NotifierStage {
  createNotifier(options: { timeoutMs?: number }): Notifier;
  /** A notice that goes to this receiver. */
  address(notice: Notice): Notice;
  behave(manner: Manner): void;
  received(): Received[];
  /** What its errors must not tell. */
  secret: string;
  close(): Promise<void>;
}

const refusalOf = async (delivery: Promise<unknown>): Promise<DeliveryError> => {
  const error: unknown = await delivery.then(
    () => null,
    (reason: unknown) => reason,
  );
  if (!(error instanceof DeliveryError)) throw new TypeError(`No DeliveryError: ${String(error)}`);
  return error;
};

/** What every notifier does, against a real receiver. */
export function describeNotifier(name: string, openStage: () => Promise<NotifierStage>): void {
  describe(`${name} as a notifier`, () => {
    let stage: NotifierStage;
    beforeEach(async () => {
      stage = await openStage();
    });
    afterEach(() => stage.close());

    const deliver = (
      change: Partial<Notice> = {},
      { timeoutMs = 5_000, signal = new AbortController().signal } = {},
    ) => stage.createNotifier({ timeoutMs }).deliver(stage.address(sampleNotice(change)), signal);

    it('delivers what happened, to whom it happened, and says what the receiver answered', async () => {
      const receipt = await deliver();
      expect(receipt.status).toBeGreaterThanOrEqual(200);
      await deliver({ type: 'job.failed', data: SAMPLE_FAILURE });
      await deliver({ type: 'batch.completed', workflow_id: 'kites', data: SAMPLE_BATCH });
      const texts = stage.received().map(({ text }) => text);
      expect(texts).toEqual([
        expect.stringMatching(/kite-1[^]*video\.mp4/),
        expect.stringMatching(/kite-1[^]*ProviderFailed/),
        expect.stringMatching(/kites[^]*95[^]*results\.jsonl/),
      ]);
    });

    it('lets the receiver tell that a notice comes again', async () => {
      await deliver();
      await deliver();
      await deliver({ notice_id: 'msg_another' });
      const ids = stage.received().map(({ id }) => id);
      if (ids[0] === null) return;
      expect(ids[1]).toBe(ids[0]);
      expect(ids[2]).not.toBe(ids[0]);
    });

    it('takes trouble for what passes', async () => {
      stage.behave('trouble');
      const error = await refusalOf(deliver());
      expect(error).toMatchObject({ final: false, status: expect.any(Number) });
      stage.behave('take');
      await expect(deliver()).resolves.toBeDefined();
    });

    it('takes a last word for the last word', async () => {
      stage.behave('refuse');
      expect(await refusalOf(deliver())).toMatchObject({ final: true, status: expect.any(Number) });
    });

    it('waits no longer than it may for a receiver that says nothing', async () => {
      stage.behave('hang');
      expect(await refusalOf(deliver({}, { timeoutMs: 200 }))).toMatchObject({
        final: false,
        status: null,
        message: expect.stringContaining('in time'),
      });
    });

    it('gives up when it is told to', async () => {
      stage.behave('hang');
      const controller = new AbortController();
      const refusal = refusalOf(deliver({}, { timeoutMs: 60_000, signal: controller.signal }));
      controller.abort();
      expect(await refusal).toMatchObject({ final: false });
    });

    it('takes a receiver that is away for one that comes back', async () => {
      await stage.close();
      expect(await refusalOf(deliver())).toMatchObject({ final: false, status: null });
    });

    it('tells no secrets when it fails', async () => {
      for (const manner of ['trouble', 'refuse'] as const) {
        stage.behave(manner);
        expect((await refusalOf(deliver())).message).not.toContain(stage.secret);
      }
      await stage.close();
      expect((await refusalOf(deliver())).message).not.toContain(stage.secret);
    });
  });
}
