import type { Client, WorkflowHandle } from '@temporalio/client';
import { decodeArrayFromPayloads } from '@temporalio/common/lib/internal-non-workflow';
import type { Produced } from '../job/finish-job';
import type { RunningTry, Try } from '../job/stop-task';
import type { StageReport } from '../stage/stage-request';

type History = Awaited<ReturnType<WorkflowHandle['fetchHistory']>>;
type HistoryEvent = NonNullable<History['events']>[number];
type Payloads = Parameters<typeof decodeArrayFromPayloads>[1];

/** What a job asked its providers for, as its history tells: the one place that is right when it was ended from outside. */
export interface JobTrail {
  /** The try that was under way last, whose task may still run; null when none was. */
  running: RunningTry | null;
  /** What the providers have made. */
  produced: Produced;
  attempts: number;
  submissions: number;
  /** When the first stage began; null when none did. */
  permitted_at: string | null;
}

/** The activities that have a provider work, by name. */
const STAGE_ACTIVITIES = new Set(['makeImage', 'makeVideo']);

/** Failures of a task that its provider had accepted and that no longer runs. */
const ENDED_TASKS = new Set(['ProviderFailed', 'ProviderLostTask']);

const toMs = ({ eventTime }: HistoryEvent): number => Number(eventTime?.seconds ?? 0) * 1_000;

/** Follows a history, event by event. */
class TrailReader {
  readonly trail: JobTrail = {
    ...{ running: null, produced: {}, attempts: 0, submissions: 0, permitted_at: null },
  };
  private readonly tries = new Map<string, Try>();

  constructor(private readonly client: Client) {}

  async read(event: HistoryEvent): Promise<void> {
    const scheduled = event.activityTaskScheduledEventAttributes;
    const name = scheduled?.activityType?.name ?? '';
    if (STAGE_ACTIVITIES.has(name)) await this.begin(event);
    const completed = event.activityTaskCompletedEventAttributes;
    if (completed) await this.complete(String(completed.scheduledEventId), completed.result?.payloads);
    this.fail(event);
  }

  private fail({ activityTaskFailedEventAttributes: failed }: HistoryEvent): void {
    const { trail } = this;
    const type = failed?.failure?.applicationFailureInfo?.type ?? '';
    if (this.tries.has(String(failed?.scheduledEventId)) && ENDED_TASKS.has(type)) {
      trail.running = null;
      trail.submissions += 1;
    }
  }

  private async begin(event: HistoryEvent): Promise<void> {
    const { trail } = this;
    const { payloads } = event.activityTaskScheduledEventAttributes?.input ?? {};
    const { stage, attempt, left } = (await this.decode(payloads)) as Try & { left?: RunningTry | null };
    const isNew = ![...this.tries.values()].some((each) => each.stage === stage && each.attempt === attempt);
    this.tries.set(String(event.eventId), { stage, attempt });
    trail.permitted_at ??= new Date(toMs(event)).toISOString();
    trail.attempts += isNew ? 1 : 0;
    trail.running = { stage, attempt, task_id: left?.task_id ?? null };
  }

  private async complete(scheduledId: string, payloads: Payloads): Promise<void> {
    const { trail } = this;
    const done = this.tries.get(scheduledId);
    if (!done) return;
    const report = (await this.decode(payloads)) as StageReport;
    if (report.status === 'completed') {
      trail.produced[done.stage] = { urls: report.urls, task_id: report.task_id };
      trail.running = null;
      trail.submissions += 1;
    } else if (trail.running) {
      trail.running = { ...trail.running, task_id: report.left.task_id };
    }
  }

  private async decode(payloads: Payloads): Promise<unknown> {
    return (await decodeArrayFromPayloads(this.client.options.loadedDataConverter, payloads))[0];
  }
}

/** Reads a job's trail. What came of a task that was under way is not in it. */
export async function readTrail(client: Client, workflowId: string): Promise<JobTrail> {
  const { events } = await client.workflow.getHandle(workflowId).fetchHistory();
  const reader = new TrailReader(client);
  for (const event of events ?? []) await reader.read(event);
  return reader.trail;
}
