import path from 'node:path';
import { eventually, startHttpServer, uniqueQueue } from '@genvideo/testing';
import { expectOnly, runDoctorProgram, startDoctorLab, type DoctorLab } from '../../test/doctor-lab';
import { CHECKS } from './finding';

let lab: DoctorLab;
beforeAll(async () => {
  lab = await startDoctorLab();
}, 120_000);
afterAll(() => lab?.resources.end());

describe('the doctor of a healthy system', () => {
  it('says of every check that it is fine, within 3 s', async () => {
    const { report, exitStatus } = await eventually(
      async () => {
        const examined = await lab.examine();
        expect(examined.failed).toEqual([]);
        return examined;
      },
      { what: 'a healthy system', timeoutMs: 30_000 },
    );
    expect(exitStatus).toBe(0);
    expect(report.status).toBe('healthy');
    expect(report.checks.map(({ check }) => check)).toEqual([...CHECKS]);
    expect(report.checks.filter(({ status }) => status !== 'ok')).toEqual([]);
    expect(report.versions).toMatchObject({ engine: expect.stringMatching(/^1\./), api: expect.any(String) });
    expect(report.seconds).toBeLessThan(3);
  });

  it('tells it to people in lines, and to programs in one object', async () => {
    const text = await runDoctorProgram([], lab.environment);
    expect(text).toMatchObject({ exitCode: 0, stderr: '' });
    expect(text.stdout).toMatch(/^ok {3}configuration .*\nok {3}engine .*Temporal 1\./);
    expect(text.stdout).toMatch(new RegExp(`Healthy: ${CHECKS.length} checks in \\d+\\.\\d s\\.$`));
    const json = await runDoctorProgram(['--json'], lab.environment);
    expect(Object.keys(JSON.parse(json.stdout) as object)).toEqual([
      'status',
      'checks',
      'seconds',
      'versions',
      'timestamp',
    ]);
  });

  it('keeps keys, secrets and passwords to itself', async () => {
    const { report } = await lab.examine({
      IMAGE_API_BASE_URL: 'http://somebody:hidden@127.0.0.1:1',
      CALLBACK_SECRET: 'hidden too',
    });
    expect(JSON.stringify(report)).not.toMatch(/hidden|the-key-of|the-secret-of/);
  });

  it('ends with 2 when it is asked for what there is not', async () => {
    await expect(runDoctorProgram(['--colour'], lab.environment)).resolves.toMatchObject({
      exitCode: 2,
      stdout: '',
      stderr: expect.stringContaining('--help'),
    });
  });
});

/** A fault that lies in a setting alone, the check that has to name it, and what to do. */
interface Planted {
  fault: string;
  settings: (lab: DoctorLab) => Record<string, string>;
  check: string;
  says: RegExp;
}

const PLANTED: readonly Planted[] = [
  {
    fault: 'a setting with a value that it cannot have',
    settings: () => ({ IMAGE_PROVIDER: 'dalle', MAX_CONCURRENT_JOBS: 'many' }),
    check: 'configuration',
    says: /IMAGE_PROVIDER must be .*comfy-proxy.*; MAX_CONCURRENT_JOBS must be a number.* -> Correct it/,
  },
  {
    fault: 'a namespace that is not there',
    settings: () => ({ TEMPORAL_NAMESPACE: 'nowhere' }),
    check: 'namespace',
    says: /no namespace "nowhere" -> Set TEMPORAL_NAMESPACE .* namespace create --namespace nowhere/,
  },
  {
    fault: 'no worker',
    settings: () => ({ TEMPORAL_TASK_QUEUE: uniqueQueue('doctor-nobody') }),
    check: 'workers',
    says: /no worker polls the task queue "doctor-nobody.* -> .*npx nx serve worker/,
  },
  {
    fault: 'an image service that is down',
    settings: ({ nowhere }) => ({ IMAGE_API_BASE_URL: nowhere }),
    check: 'image provider',
    says: /cannot be reached: ECONNREFUSED -> Start the image service, or set IMAGE_API_BASE_URL/,
  },
  {
    fault: 'a key that the video service refuses',
    settings: () => ({ VIDEO_API_KEY: 'another' }),
    check: 'video provider',
    says: /refuses the key \(401\) -> Set VIDEO_API_KEY/,
  },
  {
    fault: 'a results folder that cannot be written',
    settings: ({ file }) => ({ RESULTS_DIR: path.join(file, 'results') }),
    check: 'results',
    says: /RESULTS_DIR .* cannot be written: .* -> .*set RESULTS_DIR to another folder/,
  },
  {
    fault: 'a folder for temporary files that is none',
    settings: ({ file }) => ({ TEMP_DIR: file }),
    check: 'temporary files',
    says: /TEMP_DIR .* cannot be written: ENOTDIR -> .*set TEMP_DIR/,
  },
  {
    fault: 'an API that is down',
    settings: ({ nowhere }) => ({ API_PORT: new URL(nowhere).port }),
    check: 'API',
    says: /cannot be reached .*ECONNREFUSED -> Start it with .*npx nx serve api/,
  },
  {
    fault: 'something else where the API should be',
    settings: ({ environment }) => ({ API_PORT: new URL(environment['IMAGE_API_BASE_URL'] ?? '').port }),
    check: 'API',
    says: /is no API of GenVideo .* -> Set API_HOST and API_PORT/,
  },
  {
    fault: 'a key that the API does not know',
    settings: () => ({ API_KEY: 'another' }),
    check: 'API',
    says: /does not know the key -> Set API_KEY/,
  },
  {
    fault: 'a callback URL that leads nowhere',
    settings: ({ nowhere }) => ({ CALLBACK_BASE_URL: nowhere }),
    check: 'callbacks',
    says: /leads nowhere: ECONNREFUSED -> Set CALLBACK_BASE_URL/,
  },
  {
    fault: 'settings of mails that do not fit together',
    settings: () => ({ SMTP_URL: 'smtp://mail.example.com', EMAIL_TO: 'ann' }),
    check: 'notices',
    says: /EMAIL_FROM is not.*no address: ann -> Correct it/,
  },
  {
    fault: 'a mail server that is down',
    settings: ({ nowhere }) => ({
      SMTP_URL: `smtp://ann:hidden@${new URL(nowhere).host}`,
      EMAIL_FROM: 'genvideo@example.com',
      EMAIL_TO: 'ann@example.com',
    }),
    check: 'notices',
    says: /the mail server 127\.0\.0\.1:\d+ does not let us in: .*ECONNREFUSED.* -> Correct SMTP_URL/,
  },
  {
    fault: 'half a URL of Slack',
    settings: () => ({ SLACK_WEBHOOK_URL: 'https://hooks.slack.com/services/T0' }),
    check: 'notices',
    says: /none that Slack gives out: .* -> Copy the whole URL/,
  },
  {
    fault: 'a callback URL that leads to another server',
    settings: ({ environment }) => ({ CALLBACK_BASE_URL: environment['IMAGE_API_BASE_URL'] ?? '' }),
    check: 'callbacks',
    says: /does not lead to the API: it answers 404 -> Set CALLBACK_BASE_URL/,
  },
  {
    fault: 'a callback secret that differs',
    settings: () => ({ CALLBACK_SECRET: 'another' }),
    check: 'callbacks',
    says: /refuses callbacks made with CALLBACK_SECRET -> Set CALLBACK_SECRET to the same value/,
  },
];

describe('the doctor finds a planted fault, names what to do, and blames nothing else:', () => {
  it.each(PLANTED)('$fault', async ({ settings, check, says }) => {
    expectOnly(await lab.examine(settings(lab)), check, says);
  });
});

describe('the doctor warns, and calls the system healthy, where jobs run all the same:', () => {
  it.each<{
    what: string;
    settings: (lab: DoctorLab) => Record<string, string>;
    check: string;
    says: RegExp;
  }>([
    {
      what: 'no key for an API that wants one',
      settings: () => ({ API_KEY: '' }),
      check: 'API',
      says: /wants a key, and none is set here/,
    },
    {
      what: 'a name that is almost one of ours',
      settings: () => ({ MAX_CONCURENT_JOBS: '4' }),
      check: 'configuration',
      says: /MAX_CONCURRENT_JOBS\?/,
    },
    {
      what: 'another capacity than the limiter has',
      settings: () => ({ MAX_CONCURRENT_JOBS: '7' }),
      check: 'limiter',
      says: /is 7 here/,
    },
    {
      what: 'workers that are set otherwise',
      settings: () => ({ MAX_STAGE_RETRIES: '7', JOB_TIMEOUT_SECONDS: '60' }),
      check: 'shared settings',
      says: /are set otherwise .*: MAX_STAGE_RETRIES, JOB_TIMEOUT_SECONDS \(\d+@.* -> Set them alike .*TEMPORAL_TASK_QUEUE/,
    },
    {
      what: 'an API that works elsewhere',
      settings: ({ engine }) => ({ TEMPORAL_HOST: engine.address.replace('127.0.0.1', 'localhost') }),
      check: 'API',
      says: /TEMPORAL_HOST is "127\.0\.0\.1/,
    },
  ])('$what', async ({ settings, check, says }) => {
    const { failed, exitStatus, about, report } = await lab.examine(settings(lab));
    expect({ failed, exitStatus, about: about(check) }).toEqual({
      failed: [],
      exitStatus: 0,
      about: expect.stringMatching(says),
    });
    expect(report.checks.filter(({ status }) => status === 'warn').map((each) => each.check)).toEqual([
      check,
    ]);
  });

  it('an API for which the mocks serve, and not here', async () => {
    const { failed, about } = await lab.examine({ MOCK_EXTERNAL_APIS: 'true' });
    expect(failed).toEqual([]);
    expect(about('API')).toMatch(/is set otherwise: MOCK_EXTERNAL_APIS is "false" there and "true" here/);
  });

  it('a provider that cannot look submissions up', async () => {
    const bare = lab.resources.add(
      await startHttpServer((request, response) => {
        const isTask = request.url?.startsWith('/video/status/');
        response.writeHead(isTask ? 404 : 405, { 'content-type': 'application/json' });
        response.end(isTask ? '{"error":"no such job"}' : '');
      }),
    );
    const { failed, about } = await lab.examine({ VIDEO_API_BASE_URL: bare.url });
    expect(failed).toEqual([]);
    expect(about('video provider')).toMatch(/cannot look a submission up -> .*AmbiguousSubmission/);
  });
});
