import { imageBody, videoBody } from '../test/proxy-client';
import { useMocks } from '../test/use-mocks';
import { noFaults } from './faults';

const mocks = useMocks();

describe('/admin/faults', () => {
  it('replaces the given keys for both ports and answers the whole object', async () => {
    await mocks.image.send('PUT', '/admin/faults', { body: { failure_rate: 0.5, latency_ms: 1 } });
    const changed = await mocks.video.send('PUT', '/admin/faults', {
      body: { latency_ms: 2, image: { stuck_rate: 1 } },
    });
    const whole = { ...noFaults, failure_rate: 0.5, latency_ms: 2, image: { stuck_rate: 1 } };
    expect(changed.body).toEqual(whole);
    expect((await mocks.image.send('GET', '/admin/faults')).body).toEqual(whole);
  });

  it('refuses unknown names and bad values by name, and changes nothing', async () => {
    const body = { failure_rat: 1, stuck_rate: 2, video: { nope: 1 } };
    const answer = await mocks.image.send('PUT', '/admin/faults', { body });
    expect(answer.status).toBe(400);
    for (const name of ['failure_rat ', 'stuck_rate', 'video.nope'])
      expect(answer.body['error']).toContain(name);
    expect((await mocks.image.send('GET', '/admin/faults')).body).toEqual(noFaults);
  });

  it('lets one service have its own', async () => {
    mocks.services.setFaults({ submit_error_rate: 1, video: { submit_error_rate: 0 } });
    expect((await mocks.image.submit(imageBody)).status).toBeGreaterThanOrEqual(500);
    expect((await mocks.video.submit(videoBody)).status).toBe(202);
  });
});

describe('maintenance_ms', () => {
  it('has every answer be 503 until its time is over, in the words of each protocol', async () => {
    const id = await mocks.video.submitJob(videoBody, 'k');
    mocks.services.setFaults({ maintenance_ms: 600_000 });
    expect((await mocks.video.status(id)).status).toBe(503);
    expect((await mocks.image.submit(imageBody)).status).toBe(503);
    expect((await mocks.image.send('GET', '/queue')).status).toBe(503);
    const kling = await mocks.video.send('GET', '/v1/videos/image2video/x');
    expect(kling).toMatchObject({ status: 503, body: { code: 5001 } });
    mocks.services.setFaults({ video: { maintenance_ms: 0 } });
    expect((await mocks.video.status(id)).status).toBe(200);
    expect((await mocks.image.submit(imageBody)).status).toBe(503);
    mocks.services.setFaults({ maintenance_ms: 0 });
    expect((await mocks.image.submit(imageBody)).status).toBe(202);
  });
});

describe('/admin/comfyui/restart', () => {
  it('refuses all connections for as long as it is told', async () => {
    await mocks.image.send('POST', '/admin/comfyui/restart', { body: { down_ms: 200 } });
    const ask = () =>
      mocks.image.send('GET', '/queue').then(
        ({ status }) => status,
        () => null,
      );
    const answers = new Set<number | null>();
    while (!answers.has(200) || !answers.has(null)) answers.add(await ask());
    expect(answers).toEqual(new Set([null, 200]));
  });
});

describe('/admin/stats', () => {
  it('counts the service of its port, and the most in flight over both', async () => {
    mocks.services.setFaults({ slow_progress: 1000 });
    const images = await Promise.all(['a', 'b', 'c'].map((key) => mocks.image.submitJob(imageBody, key)));
    const videos = await Promise.all(['a', 'b'].map((key) => mocks.video.submitJob(videoBody, key)));
    await mocks.image.cancel(images[0] ?? '');
    mocks.services.setFaults({ slow_progress: 1, failure_rate: 1 });
    await mocks.video.cancel(videos[0] ?? '');
    await mocks.image.untilEnded(await mocks.image.submitJob(imageBody));
    expect((await mocks.image.send('GET', '/admin/stats')).body).toEqual({
      submissions: 4,
      distinct_keys: 3,
      completed: 0,
      failed: 1,
      cancelled: 1,
      in_flight: 2,
      max_in_flight: 3,
      max_in_flight_all: 5,
      callbacks_sent: 0,
      refused_over_limit: 0,
      struck: { failure_rate: 1 },
    });
    const video = { submissions: 2, cancelled: 1, in_flight: 1, max_in_flight: 2, max_in_flight_all: 5 };
    expect((await mocks.video.send('GET', '/admin/stats')).body).toMatchObject(video);
  });
});

describe('/admin/ledger', () => {
  it('lists every accepted submission of its port', async () => {
    const id = await mocks.image.submitJob(imageBody, 'k');
    await mocks.image.submit(imageBody, 'k');
    await mocks.image.untilEnded(id);
    mocks.services.setFaults({ slow_progress: 1000 });
    await mocks.image.submitJob(imageBody);
    const { body } = await mocks.image.send('GET', '/admin/ledger');
    const time = expect.stringMatching(/^\d{4}-.*Z$/) as string;
    const first = {
      service: 'image',
      job_id: id,
      idempotency_key: 'k',
      prompt: imageBody.prompt,
      left_out: null,
      status: 'completed',
    };
    expect(body['submissions']).toEqual([
      { ...first, created_at: time, ended_at: time },
      expect.objectContaining({ idempotency_key: null, status: 'pending', ended_at: null }),
    ]);
    expect((await mocks.video.send('GET', '/admin/ledger')).body).toEqual({ submissions: [] });
  });
});

describe('/admin/reset', () => {
  it('forgets jobs, counts and faults of both services, and sets what it is given', async () => {
    mocks.services.setFaults({ slow_progress: 1000 });
    const id = await mocks.video.submitJob(videoBody, 'k');
    const answer = await mocks.image.send('POST', '/admin/reset', {
      body: { faults: { latency_ms: 1 }, seed: 9 },
    });
    expect(answer.body).toEqual({ ...noFaults, latency_ms: 1 });
    expect((await mocks.video.status(id)).status).toBe(404);
    expect(mocks.services.videoStats()).toMatchObject({ submissions: 0, in_flight: 0, max_in_flight_all: 0 });
    expect((await mocks.video.submit(videoBody, 'k')).status).toBe(202);
    expect((await mocks.image.send('POST', '/admin/reset')).body).toEqual(noFaults);
  });
});
