import { createResourceStack, eventually, loadTestEnvironment, uniqueQueue } from '@genvideo/testing';
import { freePort } from '@genvideo/temporal-server';
import { canEnclose, openImage, type OpenImage } from '../test/open-image';

/** Root is needed to become another user and to take away what may be written. */
const describeEnclosed = canEnclose ? describe : describe.skip;

/** Tries to write where nothing may be written, and where something may. */
const WRITE_EVERYWHERE = `
  const { writeFileSync } = require('node:fs');
  const attempt = (file) => { try { writeFileSync(file, ''); return 'written'; } catch ({ code }) { return code; } };
  const files = ['/app/x', '/app/dist/main.js', '/x', '/usr/x', '/etc/x', '/tmp/x', '/data/x'];
  console.log(JSON.stringify([process.getuid(), ...files.map(attempt)]));`;

const SERVERS = ['mock-services', 'worker', 'api'] as const;
type Server = (typeof SERVERS)[number];

const resources = createResourceStack();
const images = {} as Record<Server, OpenImage>;
const ports = {} as Record<Server | 'video', number>;

const post = (url: string, body: object): Promise<Response> =>
  fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });

const start = async (server: Server, env: Record<string, string>, readyWhen: string) => {
  const TEMPORAL_HOST = loadTestEnvironment().address;
  return resources.add(await images[server].run({ env: { TEMPORAL_HOST, ...env }, readyWhen }));
};

describeEnclosed('the images, as far as they can be run without a container engine,', () => {
  let worker: Awaited<ReturnType<typeof start>>;

  beforeAll(async () => {
    for (const server of SERVERS) {
      images[server] = openImage(server);
      resources.defer(() => Promise.resolve(images[server].remove()));
    }
    for (const name of [...SERVERS, 'video'] as const) ports[name] = await freePort();
    const mocks = {
      MOCK_IMAGE_PORT: String(ports['mock-services']),
      MOCK_VIDEO_PORT: String(ports.video),
      MOCK_IMAGE_SECONDS: '0.2',
    };
    const settings = {
      TEMPORAL_TASK_QUEUE: uniqueQueue('images'),
      IMAGE_API_BASE_URL: `http://127.0.0.1:${ports['mock-services']}`,
      VIDEO_API_BASE_URL: `http://127.0.0.1:${ports.video}`,
      MOCK_EXTERNAL_APIS: 'true',
    };
    await start('mock-services', mocks, '"service":"video"');
    worker = await start('worker', { ...settings, METRICS_PORT: String(ports.worker) }, '"worker_ready"');
    await start('api', { ...settings, API_PORT: String(ports.api) }, '"api_listening"');
  }, 600_000);
  afterAll(() => resources.end(), 60_000);

  it.each(SERVERS)('answer the health check of %s', async (server) => {
    await eventually(() => images[server].checkHealth(ports[server]) === 0, { what: 'it to be well' });
    expect(images[server].checkHealth(await freePort())).toBe(1);
  });

  it('do a job from its submission to its stored picture', async () => {
    const url = `http://127.0.0.1:${ports.api}`;
    await eventually(async () => (await fetch(`${url}/ready`)).ok, { what: 'the API to be ready' });
    const job = { prompt: 'a red kite', user_id: 'ada', job_type: 'image', width: 64, height: 64 };
    const { workflow_id } = (await (await post(`${url}/jobs`, job)).json()) as { workflow_id: string };
    const result = await eventually(
      async () => {
        const answer = await fetch(`${url}/workflows/${workflow_id}/result`);
        return answer.ok && ((await answer.json()) as object);
      },
      { what: 'the job to end', timeoutMs: 60_000 },
    );
    expect(result).toMatchObject({
      status: 'completed',
      assets: [{ kind: 'image', media_type: 'image/png' }],
    });
  });

  it('prepare the engine by the command of the set-up', async () => {
    const env = { TEMPORAL_HOST: loadTestEnvironment().address };
    const setup = await images.worker.run({ env, command: ['node', '/app/dist/setup/main.js'] });
    await expect(setup.exited).resolves.toEqual({ exitCode: 0, signal: null });
    expect(setup.stdout.join('\n')).toContain('search attributes: CustomProgress and CustomTag are there');
  });

  it('are nobody in particular, and can write nothing but /tmp and /data', async () => {
    const probe = await images['mock-services'].run({ command: ['node', '-e', WRITE_EVERYWHERE] });
    await probe.exited;
    expect(JSON.parse(probe.stdout.join(''))).toEqual([
      10_001,
      ...Array<string>(5).fill('EROFS'),
      'written',
      'written',
    ]);
  });

  it('are ready while they take work, and stop in good order', async () => {
    expect((await fetch(`http://127.0.0.1:${ports.worker}/ready`)).status).toBe(200);
    worker.kill('SIGTERM');
    await expect(worker.exited).resolves.toEqual({ exitCode: 0, signal: null });
  });
});
