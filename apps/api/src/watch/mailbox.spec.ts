import { createProgress } from '@genvideo/models';
import { Mailbox } from './mailbox';
import { ProgressEvent, type EventKind } from './progress-event';

const toEvent = (percent: number, kind: EventKind = 'change'): ProgressEvent =>
  new ProgressEvent(
    {
      workflow_id: 'job',
      workflow_status: kind === 'last' ? 'COMPLETED' : 'RUNNING',
      progress: { ...createProgress(new Date(0)), percent },
      timestamp: new Date(0).toISOString(),
    },
    kind,
    { atMs: 0, nth: 1 },
  );

const createMailbox = ({ seenPercent = 0 } = {}) => {
  const counts = { dropped: 0, closed: 0 };
  const mailbox = new Mailbox({
    seenPercent,
    onDropped: () => (counts.dropped += 1),
    onClosed: () => (counts.closed += 1),
  });
  return { mailbox, counts };
};

const drain = async (mailbox: Mailbox): Promise<number[]> => {
  const percents: number[] = [];
  for await (const { percent } of mailbox) percents.push(percent);
  return percents;
};

describe('Mailbox', () => {
  it('hands a slow watcher every stage, the end, and the newest of the rest', async () => {
    const { mailbox, counts } = createMailbox();
    for (const percent of [1, 2, 3]) mailbox.offer(toEvent(percent));
    mailbox.offer(toEvent(23, 'stage'));
    for (let percent = 24; percent < 80; percent += 1) mailbox.offer(toEvent(percent));
    mailbox.offer(toEvent(95, 'stage'));
    mailbox.offer(toEvent(96));
    expect([await mailbox.next(), await mailbox.next()]).toMatchObject([
      { value: { percent: 23 } },
      { value: { percent: 95 } },
    ]);
    mailbox.offer(toEvent(97));
    expect(await mailbox.next()).toMatchObject({ value: { percent: 97 } });
    mailbox.offer(toEvent(100, 'last'));
    mailbox.end();
    expect(await drain(mailbox)).toEqual([100]);
    expect(counts).toEqual({ dropped: 60, closed: 1 });
  });

  it('never grows', async () => {
    const { mailbox, counts } = createMailbox();
    for (let offered = 0; offered < 10_000; offered += 1) mailbox.offer(toEvent(1, 'stage'));
    mailbox.end();
    expect(await drain(mailbox)).toHaveLength(64);
    expect(counts.dropped).toBe(10_000 - 64);
  });

  it('hands over at once what somebody waits for', async () => {
    const { mailbox } = createMailbox();
    const next = mailbox.next();
    mailbox.offer(toEvent(5));
    expect(await next).toMatchObject({ done: false, value: { percent: 5 } });
  });

  it('never goes back behind what the watcher has seen elsewhere', async () => {
    const { mailbox } = createMailbox({ seenPercent: 47 });
    mailbox.offer(toEvent(23, 'stage'));
    mailbox.offer(toEvent(60, 'stage'));
    mailbox.end();
    expect(await drain(mailbox)).toEqual([47, 60]);
  });

  it('fails after what there was to fetch', async () => {
    const { mailbox, counts } = createMailbox();
    mailbox.offer(toEvent(5));
    mailbox.end(new Error('gone'));
    expect(await mailbox.next()).toMatchObject({ value: { percent: 5 } });
    await expect(mailbox.next()).rejects.toThrow('gone');
    expect(await mailbox.next()).toEqual({ done: true, value: undefined });
    expect(counts.closed).toBe(1);
  });

  it('lets go of who waits when it is closed', async () => {
    const { mailbox, counts } = createMailbox();
    const next = mailbox.next();
    mailbox.close();
    mailbox.offer(toEvent(5));
    expect(await next).toEqual({ done: true, value: undefined });
    expect(counts.closed).toBe(1);
  });
});
