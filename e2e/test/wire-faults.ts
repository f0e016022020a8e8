import type { MockFaults } from '@genvideo/testing';

const RATE = 0.05;

/** Shares a rate among codes that mean the same to us. */
const share = (...codes: number[]): Record<string, number> =>
  Object.fromEntries(codes.map((code) => [code, RATE / codes.length]));

/** What goes wrong with either, whoever it is. */
const COMMON: MockFaults = {
  failure_rate: RATE,
  lose_task_rate: RATE,
  submit_error_rate: RATE,
  rate_limit_rate: RATE,
  drop_before_accept_rate: RATE,
  drop_after_accept_rate: RATE,
  status_error_rate: RATE,
  status_drop_rate: RATE,
  download_truncate_rate: RATE,
  media_missing_rate: RATE,
};

/** Everything that ComfyUI is known to do, each in 5 % of the cases. */
export const COMFYUI_FAULTS: MockFaults = {
  ...COMMON,
  comfyui_refuse_rate: RATE,
  comfyui_interrupt_rate: RATE,
  comfyui_no_socket_rate: RATE,
  comfyui_silent_rate: RATE,
  comfyui_history_late_rate: RATE,
};

/** What the account at Kling allows at once. */
export const KLING_LIMIT = 3;

/** Every row of Kling's table of codes, and what its callbacks do, each in 5 % of the cases. */
export const KLING_FAULTS: MockFaults = {
  ...COMMON,
  concurrency_limit: KLING_LIMIT,
  kling_codes: {
    ...share(1302),
    ...share(5000, 5001, 5002),
    ...share(1000, 1001, 1002, 1003, 1004),
    ...share(1100, 1101, 1102, 1103, 1304),
    ...share(1200, 1201, 1202, 1203),
    ...share(1300, 1301),
  },
  kling_query_codes: { ...share(1302), ...share(5000, 5001, 5002) },
  callback_lost_rate: RATE,
  callback_repeat_rate: RATE,
  callback_late_rate: RATE,
  callback_early_rate: RATE,
};
