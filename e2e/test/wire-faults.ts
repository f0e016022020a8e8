import type { MockFaults } from '@genvideo/testing';

/** How often each fault strikes, by itself, wherever it can. */
const RATE = 0.05;

/** Something that a provider is known to do, and how its mock is told to. */
interface WireFault {
  what: string;
  by: MockFaults;
}

const fault = (what: string, ...names: string[]): WireFault => ({
  what,
  by: Object.fromEntries(names.map((name) => [name, RATE])),
});

/** The same for each of a list: all of them have the rate of their own. */
const each = (what: string, name: string, ofWhich: readonly (string | number)[]): WireFault => ({
  what,
  by: { [name]: Object.fromEntries(ofWhich.map((one) => [one, RATE])) },
});

/** What goes wrong with any service that is asked over HTTP. */
const OF_ANY: readonly WireFault[] = [
  fault('cuts the connection before it has taken a submission', 'drop_before_accept_rate'),
  fault('cuts it after it has', 'drop_after_accept_rate'),
  fault('cuts the connection of a look', 'status_drop_rate'),
  fault('answers a look with what its protocol does not have', 'bad_body_rate'),
  fault('fails at its task', 'failure_rate'),
  fault('forgets its task', 'lose_task_rate'),
  fault('stands still in the middle for 3 s', 'stall_rate'),
  fault('has no such file, this time', 'media_missing_rate'),
  fault('sends a page in place of the file', 'html_media_rate'),
  fault('sends half of the file', 'download_truncate_rate'),
];

/**
 * The rest of what ComfyUI does. Its other traps are always on in the mock: the same id twice runs twice, an unknown id is
 * `{}` in the history, an interrupted run says error, a second socket of one client takes the feed over, an interrupt in the
 * last node is lost, and the same graph again is served from the cache.
 */
const OF_COMFYUI: readonly WireFault[] = [
  ...OF_ANY,
  fault('stumbles over a prompt: 500, 502 or 503 in plain text', 'submit_error_rate'),
  fault('stumbles over a look', 'status_error_rate'),
  each('refuses a prompt', 'comfyui_refusals', [
    ...['no_prompt', 'prompt_no_outputs', 'invalid_prompt', 'missing_node_type'],
    'prompt_outputs_failed_validation',
  ]),
  fault('answers 403, and nothing else', 'comfyui_forbidden_rate'),
  fault('takes a prompt and leaves one of its outputs out', 'comfyui_partial_rate'),
  fault('lets somebody take a waiting prompt away, without a trace', 'comfyui_dequeue_rate'),
  fault('lets somebody interrupt it', 'comfyui_interrupt_rate'),
  fault('refuses its socket', 'comfyui_no_socket_rate'),
  fault('is silent on its socket', 'comfyui_silent_rate'),
  fault('cuts its socket', 'comfyui_cut_socket_rate'),
  fault('says success before its history does', 'comfyui_history_late_rate'),
  { what: 'goes on for a while when it is interrupted', by: { comfyui_interrupt_delay_ms: 1_000 } },
];

/** What the account at Kling allows at once. */
export const KLING_LIMIT = 3;

const KLING_KEYS = [1000, 1001, 1002, 1003, 1004];
const KLING_ACCOUNT = [1100, 1101, 1102, 1103, 1304];
const KLING_REQUEST = [1200, 1201, 1202, 1203, 1300, 1301];
const KLING_SERVER = [5000, 5001, 5002];

/** The rest of what Kling does. Of looks, those codes that are not about the request. */
const OF_KLING: readonly WireFault[] = [
  ...OF_ANY,
  { what: 'allows so many tasks at once', by: { concurrency_limit: KLING_LIMIT } },
  each('answers a submission with a code', 'kling_codes', [
    ...[...KLING_KEYS, ...KLING_ACCOUNT, ...KLING_REQUEST],
    ...[1302, 1303, ...KLING_SERVER],
  ]),
  each('answers a look with a code', 'kling_query_codes', [
    ...[...KLING_KEYS, ...KLING_ACCOUNT, 1302, ...KLING_SERVER],
  ]),
  fault('does not call back', 'callback_lost_rate'),
  fault('calls back three times', 'callback_repeat_rate'),
  fault('calls back 2 s late', 'callback_late_rate'),
  fault('calls back before the end, and says that it is over', 'callback_early_rate'),
  fault('has its callback sent once more by somebody who overheard it', 'callback_replayed_rate'),
  fault('is imitated by somebody without its secret', 'callback_forged_rate'),
  fault('calls back with a signature of ten minutes ago', 'callback_stale_rate'),
  fault('calls back about the task of another account', 'callback_stranger_rate'),
  fault('calls back with what is no JSON', 'callback_malformed_rate'),
];

const merge = (faults: readonly WireFault[]): MockFaults =>
  Object.assign({}, ...faults.map(({ by }) => by)) as MockFaults;

export const COMFYUI_FAULTS = merge(OF_COMFYUI);

export const KLING_FAULTS = merge(OF_KLING);
