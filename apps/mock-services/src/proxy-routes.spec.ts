import {
  imageResultSchema,
  imageStatusSchema,
  proxyErrorSchema,
  proxyJobSchema,
  videoStatusSchema,
} from '@genvideo/models/wire';
import { imageBody, ProxyClient, videoBody } from '../test/proxy-client';
import { useMocks } from '../test/use-mocks';

const mocks = useMocks();

describe.each([
  { service: 'image', body: imageBody, statusSchema: imageStatusSchema },
  { service: 'video', body: videoBody, statusSchema: videoStatusSchema },
] as const)('$service proxy', ({ service, body, statusSchema }) => {
  it('takes a job to its end with progress that never falls', async () => {
    const submitted = await mocks[service].submit(body, 'k');
    expect(submitted.status).toBe(202);
    const { job_id, status } = proxyJobSchema.parse(submitted.body);
    expect(status).toBe('pending');
    const { last, progress } = await mocks[service].untilEnded(job_id);
    expect(statusSchema.parse(last.body)).toMatchObject({ job_id, status: 'completed', progress: 100 });
    expect(progress).toEqual([...progress].sort((one, other) => one - other));
  });

  it('answers 200 with the same job when the key comes again, also at the same time', async () => {
    mocks.services.setFaults({ submit_delay_before_accept_ms: 10, submit_delay_after_accept_ms: 10 });
    const client = mocks[service];
    const answers = await Promise.all(Array.from({ length: 5 }, () => client.submit(body, 'k')));
    answers.push(await client.submit(body, 'k'));
    expect(new Set(answers.map(({ body: answer }) => answer['job_id'])).size).toBe(1);
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 200, 200, 200, 200, 202]);
    expect((await client.send('GET', '/admin/stats')).body).toMatchObject({
      submissions: 1,
      distinct_keys: 1,
    });
  });

  it('makes a new job for each submission without a key', async () => {
    const [one, other] = [await mocks[service].submitJob(body), await mocks[service].submitJob(body)];
    expect(one).not.toBe(other);
  });

  it('finds a job by its key', async () => {
    const id = await mocks[service].submitJob(body, 'a key / with signs?');
    const found = await mocks[service].lookUp('a key / with signs?');
    expect(proxyJobSchema.parse(found.body).job_id).toBe(id);
    const unknown = await mocks[service].lookUp('other');
    expect([unknown.status, proxyErrorSchema.parse(unknown.body).error]).toEqual([
      404,
      expect.stringContaining('other'),
    ]);
    expect((await mocks[service].lookUp('')).status).toBe(400);
  });

  it('cancels a running job and leaves an ended one as it is', async () => {
    mocks.services.setFaults({ slow_progress: 1000 });
    const id = await mocks[service].submitJob(body);
    expect((await mocks[service].cancel(id)).body).toEqual({ job_id: id, status: 'cancelled' });
    expect((await mocks[service].status(id)).body['status']).toBe('cancelled');
    mocks.services.setFaults({ slow_progress: 1 });
    const quick = await mocks[service].submitJob(body);
    await mocks[service].untilEnded(quick);
    expect((await mocks[service].cancel(quick)).body).toEqual({ job_id: quick, status: 'completed' });
  });

  it('answers 404 for a job it does not know', async () => {
    const answers = await Promise.all([mocks[service].status('nope'), mocks[service].cancel('nope')]);
    for (const { status, body: answer } of answers) {
      expect([status, proxyErrorSchema.parse(answer).error]).toEqual([404, expect.stringContaining('nope')]);
    }
  });

  it('names every bad field', async () => {
    const { status, body: answer } = await mocks[service].submit({
      prompt: '',
      width: 'x',
      duration: 'long',
    });
    expect(status).toBe(400);
    const { error } = proxyErrorSchema.parse(answer);
    const fields = service === 'image' ? ['width', 'height'] : ['duration', 'image_url'];
    for (const field of ['prompt', 'style', ...fields]) expect(error).toContain(field);
  });

  it('refuses what is not JSON', async () => {
    const url = mocks.services[`${service}Url`];
    const prefix = service === 'image' ? '/img' : '/video';
    const headers = { 'content-type': 'application/json' };
    const response = await fetch(`${url}${prefix}/submit`, { method: 'POST', headers, body: '{no' });
    expect([response.status, proxyErrorSchema.parse(await response.json())]).toEqual([
      400,
      expect.anything(),
    ]);
  });
});

describe('image result', () => {
  it('lists every picture once completed, and is a conflict before', async () => {
    mocks.services.setFaults({ slow_progress: 1000 });
    const slow = await mocks.image.submitJob(imageBody);
    expect((await mocks.image.result(slow)).status).toBe(409);
    mocks.services.setFaults({ slow_progress: 1 });
    const id = await mocks.image.submitJob({ ...imageBody, num_images: 3 });
    await mocks.image.untilEnded(id);
    const result = imageResultSchema.parse((await mocks.image.result(id)).body);
    expect(result).toMatchObject({ job_id: id, width: 64, height: 48, image_url: result.images[0] });
    expect(new Set(result.images).size).toBe(3);
    expect((await mocks.image.result('nope')).status).toBe(404);
  });

  it('is no route of the video proxy', async () => {
    expect((await mocks.video.result('nope')).headers.get('content-type')).toContain('html');
  });
});

describe('API key', () => {
  const locked = useMocks({ apiKey: 'open sesame' });

  it('is required on the routes of the protocol only', async () => {
    expect((await locked.image.submit(imageBody)).status).toBe(401);
    const headers = { authorization: 'Bearer open sesame' };
    expect((await locked.image.send('POST', '/img/submit', { body: imageBody, headers })).status).toBe(202);
    expect((await locked.image.send('GET', '/health')).body).toEqual({
      status: 'ok',
      service: 'image',
      mock: true,
    });
    expect((await locked.video.send('GET', '/health')).body).toEqual({
      status: 'ok',
      service: 'video',
      mock: true,
    });
  });
});

describe('URLs of files', () => {
  it('begin with the address that the submitter used', async () => {
    const otherName = mocks.services.imageUrl.replace('127.0.0.1', 'localhost');
    const id = await new ProxyClient(otherName, '/img').submitJob(imageBody);
    await mocks.image.untilEnded(id);
    expect((await mocks.image.result(id)).body['image_url']).toBe(`${otherName}/media/${id}/image-1.png`);
  });
});
