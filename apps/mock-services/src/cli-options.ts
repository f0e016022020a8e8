import { Command } from 'commander';
import { faultsSchema, serviceFaultsSchema, type Faults } from './faults';
import { describeIssues } from './describe-issues';
import { mockOptionsSchema, type MockOptions } from './mock-options';
import { OptionsError } from './options-error';

/** Flag, environment variable and meaning of every option but the faults. */
const settings = [
  { name: 'host', flag: '--host <address>', variable: 'MOCK_HOST', text: 'address to listen on (127.0.0.1)' },
  {
    name: 'imagePort',
    flag: '--image-port <port>',
    variable: 'MOCK_IMAGE_PORT',
    text: 'port of the image mock, 0 for a free one (6889)',
  },
  {
    name: 'videoPort',
    flag: '--video-port <port>',
    variable: 'MOCK_VIDEO_PORT',
    text: 'port of the video mock, 0 for a free one (16882)',
  },
  {
    name: 'imageSeconds',
    flag: '--image-seconds <seconds>',
    variable: 'MOCK_IMAGE_SECONDS',
    text: 'time of an image job (3)',
  },
  {
    name: 'videoSeconds',
    flag: '--video-seconds <seconds>',
    variable: 'MOCK_VIDEO_SECONDS',
    text: 'time of a video job (6)',
  },
  {
    name: 'maxSide',
    flag: '--max-side <pixels>',
    variable: 'MOCK_MAX_SIDE',
    text: 'longest side of a made video (512)',
  },
  {
    name: 'light',
    flag: '--light',
    variable: 'MOCK_LIGHT',
    text: 'make files once per size and length, for benchmarks',
  },
  {
    name: 'callbackSecret',
    flag: '--callback-secret <secret>',
    variable: 'MOCK_CALLBACK_SECRET',
    text: 'sign callbacks: base64 or whsec_...',
  },
  { name: 'apiKey', flag: '--api-key <key>', variable: 'MOCK_API_KEY', text: 'ask for this key as Bearer' },
  {
    name: 'klingAccessKey',
    flag: '--kling-access-key <key>',
    variable: 'MOCK_KLING_ACCESS_KEY',
    text: "ask for a token of this key on Kling's own routes",
  },
  {
    name: 'klingSecretKey',
    flag: '--kling-secret-key <key>',
    variable: 'MOCK_KLING_SECRET_KEY',
    text: 'the key that signs the token',
  },
  {
    name: 'stateDir',
    flag: '--state-dir <folder>',
    variable: 'MOCK_STATE_DIR',
    text: "what outlives a kill: ComfyUI's pictures, a journal of submissions",
  },
  {
    name: 'seed',
    flag: '--seed <integer>',
    variable: 'MOCK_SEED',
    text: 'seed of the decisions about faults (1)',
  },
] as const;

type Environment = Readonly<Record<string, string | undefined>>;

/** Reads flags, then the environment, then defaults. Throws an OptionsError that names every bad value. `argv` is without node and script. */
export function parseCliOptions(argv: readonly string[], environment: Environment): MockOptions {
  const flags = createCommand().parse(argv, { from: 'user' }).opts<Record<string, unknown>>();
  const given: Record<string, unknown> = { faults: readFaults(flags, environment) };
  for (const { name, variable } of settings) given[name] = flags[name] ?? toUndefined(environment[variable]);
  const options = mockOptionsSchema.safeParse(given);
  if (options.success) return options.data;
  throw new OptionsError(`The options cannot be used: ${describeIssues(options.error)}.`);
}

function createCommand(): Command {
  const command = new Command('mock-services').description(
    'Mocks of the image and video proxies: real PNG and MP4 files, faults on demand. Every flag has an environment variable; flags win.',
  );
  for (const { flag, variable, text } of settings) command.option(flag, `${text} [${variable}]`);
  command.option(
    '--faults <json>',
    'faults as one JSON object, with "image" and "video" for one service only [MOCK_FAULTS]',
  );
  for (const [name, field] of Object.entries(serviceFaultsSchema.shape)) {
    command.option(`${toFlag(name)} <value>`, `fault: ${field.unwrap().description ?? ''}`);
  }
  return command;
}

/** MOCK_FAULTS, then `--faults`, then the flag of each fault; the later wins key by key. */
function readFaults(flags: Record<string, unknown>, environment: Environment): Faults {
  const single = Object.keys(serviceFaultsSchema.shape).flatMap((name) => {
    const value = flags[toFlagKey(name)];
    return typeof value === 'string' ? [[name, parseJson(value, toFlag(name))]] : [];
  });
  return {
    ...parseFaults(toUndefined(environment['MOCK_FAULTS']), 'MOCK_FAULTS'),
    ...parseFaults(flags['faults'], '--faults'),
    ...parseFaults(JSON.stringify(Object.fromEntries(single)), 'The flags of the faults'),
  };
}

function parseFaults(json: unknown, source: string): Faults {
  if (typeof json !== 'string') return {};
  const faults = faultsSchema.safeParse(parseJson(json, source));
  if (faults.success) return faults.data;
  throw new OptionsError(`${source} cannot be used: ${describeIssues(faults.error)}.`);
}

function parseJson(json: string, source: string): unknown {
  try {
    return JSON.parse(json);
  } catch (error) {
    throw new OptionsError(`${source} is not JSON: ${json}`, { cause: error });
  }
}

/** An empty variable counts as not set. */
function toUndefined(value: string | undefined): string | undefined {
  return value === '' ? undefined : value;
}

function toFlag(fault: string): string {
  return `--${fault.replaceAll('_', '-')}`;
}

/** The name under which commander keeps the flag's value. */
function toFlagKey(fault: string): string {
  return fault.replace(/_(\w)/g, (_, letter: string) => letter.toUpperCase());
}
