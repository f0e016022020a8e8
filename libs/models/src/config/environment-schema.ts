import { z } from 'zod';
import { DEFAULT_TASK_QUEUE } from '../engine-names';
import {
  choice,
  flag,
  list,
  optionalText,
  optionalUrl,
  optionalWhole,
  payloadKeys,
  text,
  url,
  urls,
  whole,
} from './env-values';

const PORT = { min: 0, max: 65_535 };
const SECONDS = { min: 1, max: 31_536_000 };
const JOBS = { min: 1, max: 10_000 };

/** A host and port as the engine's clients take it. */
const engineAddress = text('127.0.0.1:7233').pipe(
  z.string().regex(/^[^\s/:]+(:\d+)?$|^\[[0-9a-fA-F:]+\](:\d+)?$/, 'must be host:port, without http://'),
);

/** Every environment variable GenVideo reads, with its default and its limits. */
export const environmentSchema = z.object({
  TEMPORAL_HOST: engineAddress,
  TEMPORAL_NAMESPACE: text('default'),
  TEMPORAL_TASK_QUEUE: text(DEFAULT_TASK_QUEUE),
  TEMPORAL_DEPLOYMENT_NAME: text('genvideo'),
  TEMPORAL_WORKER_BUILD_ID: optionalText,

  IMAGE_PROVIDER: choice(['comfy-proxy', 'comfyui', 'kling', 'fal'], 'comfy-proxy'),
  IMAGE_API_BASE_URL: urls('http://127.0.0.1:6889'),
  IMAGE_API_KEY: optionalText,
  VIDEO_PROVIDER: choice(['kling-proxy', 'kling', 'fal'], 'kling-proxy'),
  VIDEO_API_BASE_URL: url('http://127.0.0.1:16882'),
  VIDEO_API_KEY: optionalText,
  VIDEO_API_ACCESS_KEY: optionalText,
  VIDEO_API_SECRET_KEY: optionalText,
  KLING_MODEL: text('kling-v1'),
  KLING_IMAGE_MODEL: text('kling-v1'),
  KLING_MODE: choice(['std', 'pro'], 'std'),
  COMFYUI_WORKFLOW_FILE: optionalText,
  FAL_JWKS_URL: url('https://rest.alpha.fal.ai/.well-known/jwks.json'),
  IMAGE_MAX_IN_FLIGHT: optionalWhole(JOBS),
  VIDEO_MAX_IN_FLIGHT: optionalWhole(JOBS),
  ALLOW_AMBIGUOUS_RESUBMIT: flag(false),
  CALLBACK_BASE_URL: url('http://127.0.0.1:8000'),
  CALLBACK_SECRET: optionalText,
  MOCK_EXTERNAL_APIS: flag(false),

  MAX_CONCURRENT_JOBS: whole(1, JOBS),
  LIMITER_MAX_WAITING: whole(10_000, { min: 0, max: 20_000 }),
  LIMITER_RECONCILE_SECONDS: whole(30, SECONDS),
  MAX_STAGE_RETRIES: whole(3, { min: 0, max: 100 }),
  JOB_TIMEOUT_SECONDS: whole(3_600, SECONDS),
  QUEUE_TIMEOUT_SECONDS: whole(86_400, SECONDS),

  TEMP_DIR: text('.genvideo/temp'),
  RESULTS_DIR: text('.genvideo/results'),
  S3_BUCKET: optionalText,
  S3_ENDPOINT: optionalUrl,
  S3_PREFIX: text(''),
  RESULTS_RETENTION_DAYS: optionalWhole({ min: 1, max: 36_500 }),
  PAYLOAD_ENCRYPTION_KEY: payloadKeys,

  API_HOST: text('127.0.0.1'),
  API_PORT: whole(8000, PORT),
  REQUIRE_API_KEY: flag(false),
  API_KEYS: list,
  API_KEY: optionalText,
  ENABLE_RATE_LIMITING: flag(false),
  RATE_LIMIT_PER_MINUTE: whole(600, { min: 1, max: 1_000_000 }),
  CORS_ORIGINS: list,
  TEMPORAL_UI_URL: optionalUrl,
  CONTENT_DENY_LIST_FILE: optionalText,
  ALLOW_PRIVATE_IMAGE_URLS: flag(false),

  WEBHOOK_SECRET: optionalText,
  ALLOW_PRIVATE_WEBHOOKS: flag(false),
  SMTP_URL: optionalText,
  EMAIL_FROM: optionalText,
  EMAIL_TO: list,
  SLACK_WEBHOOK_URL: optionalUrl,

  LOG_LEVEL: choice(['trace', 'debug', 'info', 'warn', 'error', 'fatal'], 'info'),
  LOG_FILE_PATH: optionalText,
  LOG_FILE_MAX_MIB: whole(10, { min: 1, max: 100_000 }),
  LOG_FILES_KEPT: whole(5, { min: 1, max: 1_000 }),
  USE_JSON_LOGGING: flag(false),
  DEBUG: flag(false),
  METRICS_PORT: whole(9464, PORT),
  OTEL_EXPORTER_OTLP_ENDPOINT: optionalUrl,
  WORKER_MEMORY_LIMIT_MIB: optionalWhole({ min: 64, max: 1_048_576 }),
});

/** The environment, parsed: the names stay those of the variables. */
export type Config = z.output<typeof environmentSchema>;

/** Names that mean the same as another; the first name wins when both are set. */
export const ENVIRONMENT_ALIASES: Readonly<Record<string, keyof Config>> = {
  TEMPORAL_ADDRESS: 'TEMPORAL_HOST',
};
