import { z } from 'zod';
import { COMFY_REFUSALS } from './comfyui/comfy-refusals';

/** The two services the mocks run. */
export type ServiceName = 'image' | 'video';

const rate = (text: string) => z.number().min(0).max(1).describe(`${text} (share of cases, 0 to 1)`);
const milliseconds = (text: string) => z.number().min(0).max(600_000).describe(`${text} (milliseconds)`);

/** What can be made to go wrong at one service. Every field is off by default. */
export const serviceFaultsSchema = z
  .strictObject({
    failure_rate: rate('the job fails part of the way'),
    fail_first: z.number().int().min(0).describe('the next N accepted jobs of each service fail'),
    stall_rate: rate('progress stands still half way for stall_ms, and goes on'),
    stall_ms: milliseconds('how long a task stands still'),
    stuck_rate: rate('progress stops half way and the job never ends'),
    lose_task_rate: rate('the task vanishes half way: 404 from then on'),
    slow_progress: z.number().positive().max(1000).describe('factor on the time of a job'),
    submit_error_rate: rate('500, 502 or 503 before acceptance'),
    rate_limit_rate: rate('429 with Retry-After before acceptance'),
    drop_before_accept_rate: rate('connection cut before the job is registered'),
    drop_after_accept_rate: rate('connection cut after the job was registered'),
    submit_delay_before_accept_ms: milliseconds('wait before the job is registered'),
    submit_delay_after_accept_ms: milliseconds('wait between registering and answering'),
    ignore_idempotency: z.boolean().describe('the header is ignored and there is no /jobs route'),
    status_error_rate: rate('500, 502 or 503 on status'),
    status_drop_rate: rate('connection cut on status'),
    bad_body_rate: rate('status answers JSON that breaks the protocol'),
    maintenance_ms: milliseconds(
      'from now on, every answer of the protocol and every file is 503 for so long (Kling: code 5001)',
    ),
    latency_ms: milliseconds('wait before every answer of the protocol and every file'),
    callback_lost_rate: rate('the callback is never sent'),
    callback_repeat_rate: rate('the callback is sent three times'),
    callback_late_rate: rate('the callback waits for callback_late_ms'),
    callback_late_ms: milliseconds('how late a late callback is'),
    callback_early_rate: rate('one more callback says completed right after acceptance'),
    callback_replayed_rate: rate('the last callback is sent once more, byte for byte'),
    callback_forged_rate: rate('a callback signed by a stranger says that the task failed'),
    callback_stale_rate: rate('the same, rightly signed, but ten minutes ago'),
    callback_stranger_rate: rate('the same, rightly signed, about the task of another account'),
    callback_malformed_rate: rate('a callback, rightly signed, that is no JSON'),
    download_delay_ms: milliseconds('wait before a media file is answered'),
    download_truncate_rate: rate('connection cut in the middle of a file'),
    html_media_rate: rate('HTML is served in place of the file'),
    media_missing_rate: rate('404 in place of the file'),
    comfyui_old: z
      .boolean()
      .describe('ComfyUI is an old one: no /api/jobs, and /interrupt takes whatever runs'),
    comfyui_refuse_rate: rate('ComfyUI refuses a prompt because a model went a moment ago (400)'),
    comfyui_refusals: z
      .partialRecord(z.enum(COMFY_REFUSALS), z.number().min(0).max(1))
      .describe('share of prompts that ComfyUI refuses with 400, by type of refusal'),
    comfyui_forbidden_rate: rate('ComfyUI answers a prompt with 403 and nothing else'),
    comfyui_partial_rate: rate('ComfyUI finds one of several outputs wrong, and runs the others'),
    comfyui_dequeue_rate: rate('somebody takes the prompt out of the queue before it begins'),
    comfyui_cut_socket_rate: rate('the WebSocket of ComfyUI is cut half way'),
    comfyui_interrupt_rate: rate('somebody interrupts the prompt at ComfyUI half way'),
    comfyui_no_socket_rate: rate('ComfyUI refuses the WebSocket'),
    comfyui_silent_rate: rate('the WebSocket of ComfyUI tells nothing of the prompt'),
    comfyui_history_late_rate: rate('the history of ComfyUI waits for comfyui_history_late_ms'),
    comfyui_history_late_ms: milliseconds('how long ComfyUI says success before its history has it'),
    comfyui_interrupt_delay_ms: milliseconds('how long ComfyUI goes on after an interrupt'),
    concurrency_limit: z
      .number()
      .int()
      .min(0)
      .describe('tasks at once that Kling itself allows, 1303 beyond; 0: any number'),
    kling_codes: z
      .record(z.string().regex(/^\d{4}$/), z.number().min(0).max(1))
      .describe('share of submissions to Kling itself that are answered with a code, by code'),
    kling_query_codes: z
      .record(z.string().regex(/^\d{4}$/), z.number().min(0).max(1))
      .describe('the same for questions after a task'),
  })
  .partial();

/** Flat fields hold for both services; `image` and `video` override them for one. Unknown names are refused. */
export const faultsSchema = serviceFaultsSchema.extend({
  image: serviceFaultsSchema.optional(),
  video: serviceFaultsSchema.optional(),
});
export type Faults = z.infer<typeof faultsSchema>;

/** The faults of one service, each with a value. */
export type FaultSettings = Required<z.infer<typeof serviceFaultsSchema>>;

/** Faults that are decided by the dice. */
export type RateFault = Extract<keyof FaultSettings, `${string}_rate`>;

/** Nothing goes wrong. Once their rates are raised, a late callback is 2 s late, a late history half a second, a stall 3 s long. */
export const noFaults: FaultSettings = {
  failure_rate: 0,
  fail_first: 0,
  stall_rate: 0,
  stall_ms: 3000,
  stuck_rate: 0,
  lose_task_rate: 0,
  slow_progress: 1,
  submit_error_rate: 0,
  rate_limit_rate: 0,
  drop_before_accept_rate: 0,
  drop_after_accept_rate: 0,
  submit_delay_before_accept_ms: 0,
  submit_delay_after_accept_ms: 0,
  ignore_idempotency: false,
  status_error_rate: 0,
  status_drop_rate: 0,
  bad_body_rate: 0,
  maintenance_ms: 0,
  latency_ms: 0,
  callback_lost_rate: 0,
  callback_repeat_rate: 0,
  callback_late_rate: 0,
  callback_late_ms: 2000,
  callback_early_rate: 0,
  callback_replayed_rate: 0,
  callback_forged_rate: 0,
  callback_stale_rate: 0,
  callback_stranger_rate: 0,
  callback_malformed_rate: 0,
  download_delay_ms: 0,
  download_truncate_rate: 0,
  html_media_rate: 0,
  media_missing_rate: 0,
  comfyui_old: false,
  comfyui_refuse_rate: 0,
  comfyui_refusals: {},
  comfyui_forbidden_rate: 0,
  comfyui_partial_rate: 0,
  comfyui_dequeue_rate: 0,
  comfyui_cut_socket_rate: 0,
  comfyui_interrupt_rate: 0,
  comfyui_no_socket_rate: 0,
  comfyui_silent_rate: 0,
  comfyui_history_late_rate: 0,
  comfyui_history_late_ms: 500,
  comfyui_interrupt_delay_ms: 0,
  concurrency_limit: 0,
  kling_codes: {},
  kling_query_codes: {},
};

/** The settings that hold for one service: defaults, then flat fields, then the service's own. */
export function resolveFaults(faults: Faults, service: ServiceName): FaultSettings {
  const { image, video, ...flat } = faults;
  return { ...noFaults, ...flat, ...(service === 'image' ? image : video) };
}
