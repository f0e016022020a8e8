import type { ServiceName } from './faults';

/** How a task will go, decided when it is accepted. `interrupt`: somebody stops it, which ComfyUI alone knows. */
export interface TaskPlan {
  readonly outcome: 'complete' | 'fail' | 'lose' | 'stuck' | 'interrupt';
  /** Time from acceptance to 100 %, in milliseconds. */
  readonly totalMs: number;
  /** Time from acceptance to the end, in milliseconds; `stuck` has none. */
  readonly endsAfterMs: number;
  /** How long it stands still half way, in milliseconds; default not at all. */
  readonly stallMs?: number;
  /** Why it fails. */
  readonly error?: string;
}

/** How and when (milliseconds since 1970) a task ended; `lost`: the provider knows it no more. */
export interface TaskEnd {
  readonly status: 'completed' | 'failed' | 'cancelled' | 'lost';
  readonly atMs: number;
  readonly error?: string | undefined;
}

/** A made file; sizes in pixels. */
export interface MediaFile {
  /** Last part of its URL. */
  readonly name: string;
  /** File name in the media store. */
  readonly storedAs: string;
  readonly contentType: 'image/png' | 'image/jpeg' | 'video/mp4';
  readonly width: number;
  readonly height: number;
}

/** Where a task is announced, and in which words. */
export interface CallbackTarget {
  readonly url: string;
  toEndBody(task: Task, status: 'completed' | 'failed'): object;
  /** Of a change before the end; without it, only the end is announced. */
  toChangeBody?(task: Task, status: 'pending' | 'processing'): object;
  /** How the service signs a body where that is not by the Standard Webhooks scheme. */
  toHeaders?(task: Task, body: string): Record<string, string>;
}

/** What a valid submission asks for, in terms that both protocols share. */
export interface TaskOrder {
  readonly prompt: string;
  readonly callback?: CallbackTarget;
  /** What the task counts against `concurrency_limit`; default 1. */
  readonly units?: number;
  /** What its protocol wants to know again later. */
  readonly details?: Readonly<Record<string, string>>;
  /** Makes the files of the task; gives up when `signal` aborts. Rejects with a message for the submitter. */
  makeMedia(taskId: string, signal: AbortSignal): Promise<readonly MediaFile[]>;
}

/** One accepted submission. */
export interface Task {
  readonly id: string;
  readonly service: ServiceName;
  readonly idempotencyKey?: string;
  /** What the dice know it by: its idempotency key, or the number of the submission. */
  readonly diceKey: string;
  /** Milliseconds since 1970. */
  readonly createdAtMs: number;
  readonly plan: TaskPlan;
  readonly order: TaskOrder;
  /** How the submitter reached this server; URLs of files begin with it. */
  readonly baseUrl: string;
  media: readonly MediaFile[];
  end?: TaskEnd;
}

/** Where a file of the task is served; it is there once the task has completed. */
export function getMediaUrl(task: Pick<Task, 'id' | 'baseUrl'>, name: string): string {
  return `${task.baseUrl}/media/${task.id}/${name}`;
}
