import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { randomBytes } from 'node:crypto';
import type { Client } from '@temporalio/client';
import type { Config } from '@genvideo/models/config';
import { startJob } from '@genvideo/progress-client/direct';
import {
  connectEngine,
  createClient,
  EXIT_STATUS,
  UserFacingError,
  type EngineOptions,
  type ExitStatus,
} from '@genvideo/runtime';
import { toApiUrl } from '../to-api-url';
import { calibrateMocks } from './calibrate-mocks';
import { describeMachine } from './describe-machine';
import { checkPool, createLimiterDesk } from './limiter-desk';
import { findMocks, type MockAdmin } from './mock-admin';
import { renderReport } from './report-html';
import { runStudy } from './run-study';
import type { SetMocks } from './run-study-batch';
import { MOCK_DEFAULTS, toFaults, type StudyFlags } from './study-options';
import type { StudyReport, StudySettings } from './study-report';
import { createStudyView, type StudyView } from './study-view';
import { createApiSubmitter, type SubmitJob } from './submit-through-api';
import { toMockFaults } from './to-mock-faults';
import { VERDICT_TITLE } from './verdicts';

/** What the command needs of the process it runs in. */
export interface StudySurroundings {
  config: Config;
  engine: EngineOptions;
  output: NodeJS.WriteStream;
  signal: AbortSignal;
  /** What `--out` is relative to: where the user stands. */
  folder: string;
  /** The command as it was typed. */
  command: string;
  versions: { genvideo: string; temporal_sdk: string };
}

const toStamp = (date: Date): string =>
  date.toISOString().slice(0, 19).replaceAll(/[-:]/g, '').replace('T', '-');

const checkPaid = (flags: StudyFlags, mocks: MockAdmin | null): void => {
  if (mocks !== null) return;
  const jobs = flags.batches.reduce((sum, size) => sum + size, 0);
  if (!flags.paid)
    throw new UserFacingError(
      `No mocks answer at IMAGE_API_BASE_URL and VIDEO_API_BASE_URL. With real providers the study pays for ${jobs} jobs: say --paid if that is what you want.`,
      EXIT_STATUS.usage,
    );
  if (
    Object.keys(toFaults(flags)).length > 0 ||
    flags.imageSeconds !== undefined ||
    flags.videoSeconds !== undefined
  )
    throw new UserFacingError(
      'Only the mocks take faults and seconds; these are real providers.',
      EXIT_STATUS.usage,
    );
};

const toSettings = (
  flags: StudyFlags,
  { TEMPORAL_TASK_QUEUE }: Config,
  { mocks, capacity }: { mocks: boolean; capacity: number },
): StudySettings => ({
  batches: [...flags.batches],
  limit: flags.limit ?? (mocks ? MOCK_DEFAULTS.limit : capacity),
  submit: flags.api ? 'api' : 'direct',
  providers: mocks ? 'mocks' : 'real',
  image_seconds: mocks ? (flags.imageSeconds ?? MOCK_DEFAULTS.imageSeconds) : null,
  video_seconds: mocks ? (flags.videoSeconds ?? MOCK_DEFAULTS.videoSeconds) : null,
  faults: toFaults(flags),
  seed: mocks ? flags.seed : null,
  job: { width: flags.width, height: flags.height, duration: flags.duration },
  task_queue: TEMPORAL_TASK_QUEUE,
});

const createSubmitter = (flags: StudyFlags, config: Config, client: Client): SubmitJob => {
  const [entry = null] = config.API_KEYS;
  if (flags.api)
    return createApiSubmitter({
      baseUrl: flags.apiUrl ?? toApiUrl(config),
      // A user may stand in front of the key, and base64 ends in signs like the one between them.
      key: config.API_KEY ?? entry?.slice(entry.indexOf('=') + 1) ?? null,
    });
  const options = {
    client,
    taskQueue: config.TEMPORAL_TASK_QUEUE,
    jobTimeoutSeconds: config.JOB_TIMEOUT_SECONDS,
    queueTimeoutSeconds: config.QUEUE_TIMEOUT_SECONDS,
  };
  return async (job) => void (await startJob(options, job));
};

/** Sets the mocks to the seconds and faults asked for. */
const setMocks = async (
  admin: MockAdmin,
  settings: StudySettings,
  { config, signal }: StudySurroundings,
): Promise<SetMocks> => {
  const urls = { image: config.IMAGE_API_BASE_URL, video: config.VIDEO_API_BASE_URL };
  const keys = { image: config.IMAGE_API_KEY, video: config.VIDEO_API_KEY };
  const base = await calibrateMocks({ mocks: admin, urls, keys, signal });
  const asked = { image: settings.image_seconds ?? base.image, video: settings.video_seconds ?? base.video };
  return { admin, faults: toMockFaults(settings.faults, asked, base) };
};

const describeStart = ({ settings }: { settings: StudySettings }): string => {
  const { batches, limit, image_seconds, video_seconds, submit, faults } = settings;
  const times =
    image_seconds === null ? 'real providers' : `mocks of ${image_seconds} s + ${video_seconds} s`;
  const wrong = Object.keys(faults).length === 0 ? '' : `, faults ${JSON.stringify(faults)}`;
  return `Batches of ${batches.join(', ')} jobs at limit ${limit}, ${times}, submitted ${submit === 'api' ? 'through the API' : 'directly'}${wrong}.`;
};

const study = async (
  client: Client,
  flags: StudyFlags,
  surroundings: StudySurroundings,
): Promise<StudyReport> => {
  const { config, output, signal, command, versions } = surroundings;
  const view: StudyView = createStudyView(output);
  const limiter = createLimiterDesk(client, config.TEMPORAL_TASK_QUEUE);
  const admin = await findMocks({ image: config.IMAGE_API_BASE_URL, video: config.VIDEO_API_BASE_URL });
  checkPaid(flags, admin);
  const { capacity } = await checkPool(limiter, config.TEMPORAL_TASK_QUEUE);
  const settings = toSettings(flags, config, { mocks: admin !== null, capacity });
  const machine = describeMachine();
  const { serverVersion } = await client.workflowService.getSystemInfo({});
  view.notice(describeStart({ settings }));
  const formerFaults = await admin?.faults();
  try {
    const mocks = admin === null ? null : await setMocks(admin, settings, surroundings);
    const id = `study-${toStamp(new Date())}-${randomBytes(2).toString('hex')}`;
    const submit = createSubmitter(flags, config, client);
    const session = { client, limiter, mocks, submit, settings, view, signal, id, open: new Set<string>() };
    return await runStudy(session, capacity, {
      command,
      machine,
      versions: { ...versions, node: process.versions.node, temporal_server: serverVersion ?? 'unknown' },
    });
  } finally {
    if (formerFaults)
      await admin
        ?.setFaults(formerFaults)
        .catch((error: unknown) => view.notice(`The mocks' faults could not be put back: ${String(error)}`));
  }
};

const writeReport = async (report: StudyReport, folder: string): Promise<{ json: string; html: string }> => {
  await mkdir(folder, { recursive: true });
  const files = { json: path.join(folder, 'report.json'), html: path.join(folder, 'report.html') };
  await writeFile(files.json, `${JSON.stringify(report, null, 1)}\n`);
  await writeFile(files.html, renderReport(report));
  return files;
};

/** `submitter study`: runs batches of jobs against what runs and writes what it saw as JSON and as one HTML page. */
export async function runStudyCommand(
  flags: StudyFlags,
  surroundings: StudySurroundings,
): Promise<ExitStatus> {
  const { engine, output, signal, folder } = surroundings;
  const connection = await connectEngine({ engine, patienceSeconds: flags.patience, signal });
  try {
    const client = createClient(connection, engine);
    const report = await study(client, flags, surroundings);
    const out = path.resolve(folder, flags.out ?? path.join('.genvideo/study', toStamp(new Date())));
    const files = await writeReport(report, out);
    const lines = report.verdicts.map(
      ({ id, status, detail }) => `  ${status.toUpperCase().padEnd(7)} ${VERDICT_TITLE[id]}: ${detail}`,
    );
    output.write(`\n${lines.join('\n')}\n\n${files.html}\n${files.json}\n`);
    return report.verdicts.some(({ status }) => status === 'fail') ? EXIT_STATUS.failed : EXIT_STATUS.ok;
  } catch (error) {
    if (!signal.aborted) throw error;
    output.write('Stopped; no report was written.\n');
    return EXIT_STATUS.failed;
  } finally {
    await connection.close();
  }
}
