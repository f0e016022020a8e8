import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { checkServerVersion, registerSearchAttributes } from '@genvideo/temporal-server';
import { buildStudio } from './build-studio';
import { checkPorts } from './check-ports';
import { createStack, removeLogs, type Stack } from './create-stack';
import { findBinary } from './find-binary';
import { loadDotEnv } from './load-dot-env';
import { createPhases, type Phases, type Print } from './phases';
import type { RunOptions } from './run-demo';
import { toStackPlan } from './stack-plan';
import { STANDARD_PORTS, toStartSettings, type StartSettings } from './start-settings';
import { untilAborted } from './until-aborted';

/** The mocks' own defaults, given by name. */
const MOCK_SECONDS = { imageSeconds: 3, videoSeconds: 6 };
const WORKER_STOP_MS = 25_000;

/** Kept between runs: callbacks that are under way stay valid. */
async function loadOrMakeSecret(folder: string): Promise<string> {
  const file = path.join(folder, 'callback-secret');
  if (existsSync(file)) return (await readFile(file, 'utf8')).trim();
  const secret = `whsec_${randomBytes(24).toString('base64')}`;
  await writeFile(file, `${secret}\n`, { mode: 0o600 });
  return secret;
}

/** What asks for more than an address to connect; such an engine is the operator's to prepare. */
const needsMoreThanAddress = ({ env }: StartSettings): boolean =>
  Object.entries(env).some(
    ([name, value]) => value && /^TEMPORAL_(TLS|API_KEY|PROFILE|CONFIG_FILE|CLIENT_CONFIG)/.test(name),
  );

async function useExistingEngine(address: string, settings: StartSettings, phases: Phases): Promise<void> {
  if (needsMoreThanAddress(settings)) return;
  const target = { address, namespace: settings.env['TEMPORAL_NAMESPACE'] || 'default' };
  await phases.run(
    `checking the engine at ${address}`,
    async () => {
      await checkServerVersion(target);
      await registerSearchAttributes(target);
    },
    () => `engine at ${address}, which somebody else runs`,
  );
}

const printUrls = ({ ports, mocks, existingEngine, env }: StartSettings, print: Print): void => {
  const api = `http://127.0.0.1:${ports.api}`;
  print('\nGenVideo is ready. Ctrl-C stops it.');
  print(`  studio     ${api}/`);
  print(`  API        ${api}  (health: ${api}/health)`);
  print(`  engine     ${existingEngine ?? `127.0.0.1:${STANDARD_PORTS.engine}`}`);
  if (existingEngine === null) print(`  engine UI  http://127.0.0.1:${STANDARD_PORTS.engineUi}`);
  if (mocks)
    print(
      `  MOCKS      image http://127.0.0.1:${ports.imageMock}, video http://127.0.0.1:${ports.videoMock}: nothing is sent out or paid`,
    );
  else
    print(`  providers  image ${env['IMAGE_API_BASE_URL'] ?? ''}, video ${env['VIDEO_API_BASE_URL'] ?? ''}`);
  print(
    'Submit prompts in another terminal: npx nx run submitter:batch apps/submitter/samples/prompts.csv\n',
  );
};

/**
 * Runs GenVideo on the standard ports until Ctrl-C; what ends by itself is started again.
 * @throws StackError when a port is taken or a program does not come up
 */
export async function runStart({ root, environment, print, signal }: RunOptions): Promise<void> {
  const folder = path.join(root, '.genvideo/start');
  const logDir = path.join(folder, 'logs');
  await mkdir(folder, { recursive: true });
  const complete = loadDotEnv(environment, path.join(root, '.env'));
  const settings = toStartSettings(complete, await loadOrMakeSecret(folder));
  const { ports, mocks, existingEngine, env } = settings;
  await checkPorts(settings.wantedPorts);
  await removeLogs(logDir);
  await mkdir(logDir, { recursive: true });

  const phases = createPhases(print);
  const stack: Stack = createStack({ logDir, print, stopSignal: signal });
  try {
    if (existingEngine !== null) await useExistingEngine(existingEngine, settings, phases);
    else
      stack.startEngine({
        binary: await findBinary(env, phases, print),
        port: STANDARD_PORTS.engine,
        uiPort: STANDARD_PORTS.engineUi,
        ...(settings.uiCodecEndpoint !== null && { uiCodecEndpoint: settings.uiCodecEndpoint }),
        dbFile: path.join(folder, 'temporal.db'),
      });
    const plan = {
      root,
      cwd: root,
      ports,
      env,
      mocks: mocks ? MOCK_SECONDS : null,
      workerStopMs: WORKER_STOP_MS,
    };
    for (const service of toStackPlan(plan)) stack.start(service);
    await phases.run(
      'starting everything',
      () =>
        Promise.all([
          stack.untilReady(`http://127.0.0.1:${ports.api}/ready`),
          buildStudio({ root, logDir, environment: env, print, signal: stack.signal }),
        ]),
      () => 'everything is up',
    );
    stack.keepRunning();
    printUrls(settings, print);
    await untilAborted(stack.signal);
  } finally {
    await phases.run(
      'stopping: the worker first, the engine last',
      () => stack.stop((name) => print(`  … ${name} stopped`)),
      () => 'everything is stopped; jobs under way go on at the next start',
    );
  }
}
