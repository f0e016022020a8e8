import { setTimeout as sleep } from 'node:timers/promises';
import type { ComfyHistoryEntry, ComfyOutputs } from '@genvideo/models/wire';
import type { MockService } from '../mock-service';
import { nowMs } from '../now-ms';
import type { ComfySockets } from './comfy-sockets';
import { toSignature } from './graph-links';
import type { OutputFolder } from './output-folder';
import { toListed, type PromptItem } from './prompt-item';
import { runGraph, type RunEnding } from './run-graph';
import { toEndEvent } from './to-end-event';
import { toPosters } from './to-posters';

/** How a prompt ended, as the history has it. */
export type HistoryEntry = ComfyHistoryEntry & { readonly prompt: unknown[]; readonly meta: object };

export interface ComfyExecutorParts {
  readonly service: Pick<MockService, 'ledger' | 'faults'>;
  readonly sockets: ComfySockets;
  readonly folder: OutputFolder;
}

interface Run {
  readonly item: PromptItem;
  readonly messages: [string, Record<string, unknown>][];
  /** Whether the socket tells nothing of it. */
  readonly silent: boolean;
  interrupted: boolean;
}

/** The events of a run that its history keeps. */
const KEPT = /^execution_/;

const LEDGER_END = { success: 'completed', error: 'failed', interrupted: 'cancelled', lost: 'lost' } as const;

/** The queue, the history, and the one prompt that runs. */
export class ComfyExecutor {
  readonly history = new Map<string, HistoryEntry>();
  private waiting: PromptItem[] = [];
  private current: Run | undefined;
  /** What the nodes of the last run made, by their signatures. */
  private cache = new Map<string, ComfyOutputs[string]>();
  private stopping = new AbortController();

  constructor(private readonly parts: ComfyExecutorParts) {}

  running(): PromptItem | undefined {
    return this.current?.item;
  }

  /** In no order. */
  pending(): readonly PromptItem[] {
    return this.waiting;
  }

  countRemaining(): number {
    return this.waiting.length + (this.current ? 1 : 0);
  }

  add(item: PromptItem): void {
    this.waiting.push(item);
    this.tellQueue();
    void this.runNext();
  }

  /** Takes waiting prompts away, without a trace. */
  dequeue(promptIds: readonly string[]): void {
    const taken = this.waiting.filter(({ promptId }) => promptIds.includes(promptId));
    this.waiting = this.waiting.filter((item) => !taken.includes(item));
    for (const { task } of taken) this.parts.service.ledger.end(task, { status: 'cancelled', atMs: nowMs() });
    this.tellQueue();
  }

  /** Asks what runs to end; it may take `comfyui_interrupt_delay_ms`, and may not work at all. */
  interrupt(): void {
    const run = this.current;
    if (!run) return;
    const strike = (): void => {
      run.interrupted = true;
    };
    setTimeout(strike, this.parts.service.faults.settings().comfyui_interrupt_delay_ms).unref();
  }

  /** Forgets queue and history, as a restart does. */
  restart(): void {
    this.stopping.abort();
    this.stopping = new AbortController();
    const items = [...this.waiting, ...(this.current ? [this.current.item] : [])];
    for (const { task } of items) this.parts.service.ledger.end(task, { status: 'lost', atMs: nowMs() });
    this.waiting = [];
    this.current = undefined;
    this.cache.clear();
    this.history.clear();
    this.parts.sockets.cut();
  }

  private async runNext(): Promise<void> {
    if (this.current) return;
    const [item] = [...this.waiting].sort((one, other) => one.number - other.number);
    if (item === undefined) return;
    this.waiting = this.waiting.filter((other) => other !== item);
    const { service, sockets } = this.parts;
    if (service.faults.strikes('comfyui_dequeue_rate', item.promptId)) {
      service.ledger.end(item.task, { status: 'lost', atMs: nowMs() });
      return this.runNext();
    }
    const silent = service.faults.strikes('comfyui_silent_rate', item.promptId);
    const run: Run = { item, messages: [], silent, interrupted: false };
    this.current = run;
    if (service.faults.strikes('comfyui_cut_socket_rate', item.promptId))
      setTimeout(() => sockets.cut(item.clientId), item.task.plan.totalMs / 2).unref();
    const ending = await this.runGraph(run);
    if (this.current !== run) return;
    await this.close(run, ending);
    await this.runNext();
  }

  private runGraph(run: Run): Promise<RunEnding> {
    const { item } = run;
    const { folder, sockets } = this.parts;
    return runGraph({
      item,
      cache: this.cache,
      stopping: this.stopping.signal,
      tell: (type, data) => this.tell(run, type, data),
      tellPreview: () => item.clientId !== undefined && sockets.sendPreview(item.clientId),
      isInterrupted: () => run.interrupted,
      save: async (id, { class_type: type, inputs }) => {
        const { filename_prefix: prefix } = inputs;
        const place = {
          prefix: typeof prefix === 'string' ? prefix : 'ComfyUI_temp',
          type: type === 'SaveImage' ? 'output' : 'temp',
        } as const;
        return { images: await folder.save(item.task, toPosters(item.graph, id), place) };
      },
    });
  }

  private async close(run: Run, ending: RunEnding): Promise<void> {
    const { service } = this.parts;
    const { promptId: prompt_id, task } = run.item;
    const { status } = ending;
    const end = toEndEvent(run.item, status);
    if (end) this.tell(run, end.type, end.data);
    // The trap: success is told before the history has it.
    const isLate = service.faults.strikes('comfyui_history_late_rate', prompt_id);
    await sleep(isLate ? service.faults.settings().comfyui_history_late_ms : 0);
    if (this.current !== run) return;
    this.current = undefined;
    if (status !== 'lost') this.record(run, ending);
    service.ledger.end(task, { status: LEDGER_END[status], atMs: nowMs(), error: task.plan.error });
    this.tellQueue();
    this.tell(run, 'executing', { node: null, prompt_id });
  }

  private record({ item, messages }: Run, { status, outputs }: RunEnding): void {
    const completed = status === 'success';
    this.history.set(item.promptId, {
      prompt: toListed(item),
      outputs,
      status: { status_str: completed ? 'success' : 'error', completed, messages },
      meta: {},
    });
    if (!completed) return;
    this.cache = new Map(
      Object.keys(item.graph).map((id) => [toSignature(item.graph, id), outputs[id] ?? {}]),
    );
  }

  private tellQueue(): void {
    const status = { exec_info: { queue_remaining: this.countRemaining() } };
    this.parts.sockets.send('status', { status });
  }

  private tell({ item, messages, silent }: Run, type: string, data: object): void {
    if (KEPT.test(type)) messages.push([type, { ...data }]);
    if (item.clientId === undefined || silent) return;
    this.parts.sockets.send(type, data, item.clientId);
  }
}
