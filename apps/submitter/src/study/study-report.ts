import { z } from 'zod';

const count = z.int().nonnegative();
const seconds = z.number().nonnegative();

/** Median, 95th percentile and highest of what was measured, in seconds. */
export const spreadSchema = z.object({ p50: seconds, p95: seconds, max: seconds });
export type Spread = z.infer<typeof spreadSchema>;

/** An invariant and how it came out; `unknown` where nobody could measure it. */
export const verdictSchema = z.object({
  id: z.enum(['limit_held', 'submissions_are_tries', 'nothing_lost', 'permits_back']),
  status: z.enum(['pass', 'fail', 'unknown']),
  /** What was measured, in words. */
  detail: z.string(),
});
export type Verdict = z.infer<typeof verdictSchema>;
export type VerdictId = Verdict['id'];

/** From this many seconds after the batch's start on, this many. */
export const stepPointSchema = z.tuple([z.number(), count]);
export type StepPoint = z.infer<typeof stepPointSchema>;

/** A look at the running pool; `at` in seconds after the batch's start, null where nobody answered. */
export const loadSampleSchema = z.object({
  at: z.number(),
  held: count.nullable(),
  waiting: count.nullable(),
  in_flight: count.nullable(),
});
export type LoadSample = z.infer<typeof loadSampleSchema>;

/** Where the makespan went, in seconds; the parts add up to it. */
export const lossSchema = z.object({
  ideal: seconds,
  /** From the first submission to the first grant. */
  start: seconds,
  /** From grants to the provider's acceptance. */
  submit: seconds,
  /** Tasks that took the provider longer than asked for. */
  provider: seconds,
  /** From the end of the image to the acceptance of the video. */
  between: seconds,
  /** From the provider's end to the engine's knowing of it. */
  notice: seconds,
  /** From a permit that comes back to its next grant. */
  handover: seconds,
  /** From the last provider's end to the last job's end: files stored. */
  finish: seconds,
  /** What the parts above do not explain: waves that do not stay in step, retries and their back-off. */
  rest: z.number(),
});
export type Loss = z.infer<typeof lossSchema>;

/** One job of a batch. */
export const jobRowSchema = z.object({
  workflow_id: z.string(),
  status: z.enum(['completed', 'failed', 'cancelled', 'lost']),
  queue_seconds: seconds,
  processing_seconds: seconds,
  total_seconds: seconds,
  tries: count,
  retries: count,
  /** Why it did not complete. */
  reason: z.string().nullable(),
});
export type StudyJobRow = z.infer<typeof jobRowSchema>;

/** The provider's own count of a batch. */
export const providerCountSchema = z.object({
  submissions: count,
  distinct_keys: count,
  max_in_flight: count,
});
export type ProviderCount = z.infer<typeof providerCountSchema>;

/** One batch: its numbers, its verdicts, and what they come from. */
export const batchReportSchema = z.object({
  size: z.int().positive(),
  limit: z.int().positive(),
  started_at: z.iso.datetime(),
  makespan_seconds: seconds,
  ideal_seconds: seconds,
  /** ideal / makespan; null when nothing ran. */
  permit_use: z.number().nonnegative().nullable(),
  outcomes: z.object({ completed: count, failed: count, cancelled: count, lost: count }),
  success_rate: z.number().min(0).max(1),
  tries: count,
  retries: count,
  /** Submission to end. */
  total: spreadSchema.nullable(),
  /** Submission to permit. */
  queue: spreadSchema.nullable(),
  /** Permit to end. */
  processing: spreadSchema.nullable(),
  /** What a stage took at the provider, in seconds. */
  stage_seconds: z.object({ image: spreadSchema.nullable(), video: spreadSchema.nullable() }),
  highest: z.object({
    /** From the jobs' histories. */
    engine: count,
    /** By the provider's own count; null where it does not tell. */
    provider: count.nullable(),
    /** The most permits that a look at the limiter found held. */
    sampled: count.nullable(),
  }),
  provider: providerCountSchema.nullable(),
  /** From the last job's end until the limiter held no permit of the batch; null when that was not seen. */
  permits_back_seconds: seconds.nullable(),
  loss: lossSchema,
  /** Jobs that executed, by the engine's histories. */
  engine_steps: z.array(stepPointSchema),
  /** Tasks that ran at the providers, by their own ledgers. */
  provider_steps: z.array(stepPointSchema).nullable(),
  samples: z.array(loadSampleSchema),
  jobs: z.array(jobRowSchema),
  verdicts: z.array(verdictSchema),
});
export type BatchReport = z.infer<typeof batchReportSchema>;

/** What was asked for. */
export const studySettingsSchema = z.object({
  batches: z.array(z.int().positive()).min(1),
  limit: z.int().positive(),
  submit: z.enum(['direct', 'api']),
  providers: z.enum(['mocks', 'real']),
  /** Null where the providers take what they take. */
  image_seconds: seconds.nullable(),
  video_seconds: seconds.nullable(),
  faults: z.record(z.string(), z.unknown()),
  seed: z.int().nullable(),
  job: z.object({ width: z.int(), height: z.int(), duration: z.number() }),
  task_queue: z.string(),
});
export type StudySettings = z.infer<typeof studySettingsSchema>;

/** The machine that ran the study (and, on one machine, everything else). */
export const machineSchema = z.object({
  platform: z.string(),
  cpu: z.string(),
  cpus: count,
  memory_gib: z.number(),
  load_before: z.number(),
});
export type Machine = z.infer<typeof machineSchema>;

export const versionsSchema = z.object({
  genvideo: z.string(),
  node: z.string(),
  temporal_server: z.string(),
  temporal_sdk: z.string(),
});
export type Versions = z.infer<typeof versionsSchema>;

/** The JSON file that `submitter study` writes and `submitter compare` reads. Times are in seconds. */
export const studyReportSchema = z.object({
  report: z.literal('genvideo-study'),
  version: z.literal(1),
  id: z.string(),
  started_at: z.iso.datetime(),
  completed_at: z.iso.datetime(),
  command: z.string(),
  ideal_formula: z.string(),
  settings: studySettingsSchema,
  machine: machineSchema,
  versions: versionsSchema,
  /** Over all batches: `fail` when any failed, `unknown` when any is unknown. */
  verdicts: z.array(verdictSchema),
  batches: z.array(batchReportSchema).min(1),
});
export type StudyReport = z.infer<typeof studyReportSchema>;
