import { startHttpServer, type HttpServer } from '@genvideo/testing';
import { createStudyJobs } from './study-jobs';
import { createApiSubmitter } from './submit-through-api';

const [job] = createStudyJobs({ prefix: 'study-', size: 1, job: { width: 64, height: 64, duration: 1 } });

describe('createApiSubmitter', () => {
  let server: HttpServer;
  let answer: { status: number; body: string };
  const asked: { url: string | undefined; authorization: string | undefined }[] = [];

  beforeAll(async () => {
    server = await startHttpServer((request, response) => {
      asked.push({ url: request.url, authorization: request.headers.authorization });
      response.writeHead(answer.status, { 'content-type': 'application/json' }).end(answer.body);
    });
  });
  afterAll(() => server.close());

  const submit = (): Promise<void> => createApiSubmitter({ baseUrl: server.url, key: 'k' })(job!);

  it('hands jobs in at POST /jobs, with its key', async () => {
    answer = { status: 202, body: JSON.stringify({ workflow_id: 'study-1' }) };
    await submit();
    expect(asked.at(-1)).toEqual({ url: '/jobs', authorization: 'Bearer k' });
  });

  it('says so when the API has no such route', async () => {
    answer = { status: 404, body: '{}' };
    await expect(submit()).rejects.toThrow(/takes no jobs .*--direct/);
  });

  it('says so when the API refuses, or answers for another job', async () => {
    answer = { status: 429, body: '{"detail":"too many"}' };
    await expect(submit()).rejects.toThrow(/answered 429: .*too many/);
    answer = { status: 202, body: JSON.stringify({ workflow_id: 'other' }) };
    await expect(submit()).rejects.toThrow(/does not name the job/);
  });

  it('says so when nobody answers', async () => {
    const dead = createApiSubmitter({ baseUrl: 'http://127.0.0.1:1', key: null });
    await expect(dead(job!)).rejects.toThrow(/does not answer at .*--api-url/);
  });
});
