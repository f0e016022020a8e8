import { toJobTrace, type DecodedHistory, type HistoryEvent } from './to-job-trace';

const event = (eventId: number, seconds: number, attributes: Partial<HistoryEvent> = {}): HistoryEvent => ({
  eventId,
  eventTime: { seconds, nanos: 500_000_000 },
  ...attributes,
});
const scheduled = (id: number, at: number, name = 'makeImage') =>
  event(id, at, { activityTaskScheduledEventAttributes: { activityType: { name } } });
const started = (of: number, at: number) =>
  event(of + 100, at, { activityTaskStartedEventAttributes: { scheduledEventId: of } });

const granted = event(2, 10, { workflowExecutionSignaledEventAttributes: { signalName: 'permit_granted' } });

const read = (events: HistoryEvent[], attempts: Record<number, number> = {}) => {
  const history: DecodedHistory = {
    workflowId: 'job',
    events,
    closed: true,
    readRequest: ({ eventId }) => ({ stage: 'image', attempt: attempts[Number(eventId)] ?? 1 }),
    readSeconds: () => 1.2,
  };
  return toJobTrace(history);
};

describe('toJobTrace', () => {
  it('reads when a job was submitted, granted, done at the provider and over', () => {
    const completed = event(6, 13, { activityTaskCompletedEventAttributes: { scheduledEventId: 3 } });
    const trace = read([event(1, 8), granted, scheduled(3, 10), started(3, 11), completed, event(9, 14)]);
    expect(trace).toMatchObject({
      submittedAt: 8_500,
      grantedAt: 10_500,
      providersEndedAt: 12_700,
      endedAt: 14_500,
    });
    expect(trace.tries).toEqual([
      {
        submission_id: 'job/image/1',
        stage: 'image',
        startedAt: 11_500,
        endedAt: 12_700,
        outcome: 'completed',
        accepted: true,
      },
    ]);
  });

  it('tells a failure at the provider from one before it', () => {
    const failed = (type: string) =>
      event(6, 13, {
        activityTaskFailedEventAttributes: {
          scheduledEventId: 3,
          failure: { applicationFailureInfo: { type } },
        },
      });
    const accepted = (type: string) =>
      read([event(1, 8), scheduled(3, 10), started(3, 11), failed(type)]).tries[0]?.accepted;
    expect(accepted('ProviderFailed')).toBe(true);
    expect(accepted('ProviderRefused')).toBe(false);
  });

  it('takes a watch that a callback interrupted and the one that went on for one try', () => {
    const cancelled = event(6, 12, { activityTaskCanceledEventAttributes: { scheduledEventId: 3 } });
    const completed = event(9, 14, { activityTaskCompletedEventAttributes: { scheduledEventId: 7 } });
    const events = [
      event(1, 8),
      scheduled(3, 10),
      started(3, 11),
      cancelled,
      scheduled(7, 12),
      started(7, 12),
      completed,
    ];
    expect(read(events).tries).toMatchObject([{ startedAt: 11_500, outcome: 'completed', accepted: true }]);
    expect(read(events, { 7: 2 }).tries.map(({ submission_id }) => submission_id)).toEqual([
      'job/image/1',
      'job/image/2',
    ]);
  });

  it('knows of no permit in a job that never had one', () => {
    expect(read([event(1, 8), event(2, 9)])).toMatchObject({
      grantedAt: null,
      providersEndedAt: null,
      tries: [],
    });
  });
});
