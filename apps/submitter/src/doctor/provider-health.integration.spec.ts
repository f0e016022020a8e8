import { readExplanation } from '@genvideo/progress-client/direct';
import { eventually, startHttpServer, startMockServices, uniqueId, uniqueQueue } from '@genvideo/testing';
import { expectOnly, startDoctorLab, type DoctorLab } from '../../test/doctor-lab';

const PICTURE = Buffer.concat([Buffer.from('89504e470d0a1a0a', 'hex'), Buffer.alloc(64, 1)]);

let lab: DoctorLab;
beforeAll(async () => {
  lab = await startDoctorLab();
}, 120_000);
afterAll(() => lab?.resources.end());

describe('an account in arrears', () => {
  it('is found by the doctor, and why a job waits is explained', async () => {
    const mocks = lab.resources.add(
      await startMockServices({ faults: { video: { kling_codes: { 1101: 1 } } } }),
    );
    const picture = lab.resources.add(
      await startHttpServer((_request, response) => void response.end(PICTURE)),
    );
    const taskQueue = uniqueQueue('doctor-arrears');
    const settings = {
      ...{ TEMPORAL_TASK_QUEUE: taskQueue, VIDEO_PROVIDER: 'kling' },
      VIDEO_API_BASE_URL: mocks.videoUrl,
      ALLOW_PRIVATE_IMAGE_URLS: 'true',
    };
    await lab.startWorker(settings);
    const workflowId = uniqueId('kite');
    const { client } = lab.engine;
    const args = [{ prompt: 'A kite', user_id: 'ada', image_url: `${picture.url}/a.png` }];
    await client.workflow.start('GenVideoWorkflow', { taskQueue, workflowId, args });
    const examined = await eventually(
      async () => {
        const seen = await lab.examine(settings);
        expect(seen.failed).toContain('provider health');
        return seen;
      },
      { what: 'the doctor to notice', timeoutMs: 30_000 },
    );
    expectOnly(
      examined,
      'provider health',
      /kling \(video\): .*something is wrong with the account.* answered 1101: .* -> See the account in the console of kling/,
    );
    // The provider's limiter knows of it a moment before the job does.
    await eventually(
      async () => {
        const explained = await readExplanation(client, workflowId);
        expect(explained).toMatchObject({
          ...{ state: 'parked', who_acts: 'operator' },
          sentence: expect.stringContaining(`"${workflowId}" has waited`),
          line: { provider: 'kling', stage: 'video', cause: { trouble: 'account' }, place: 1 },
        });
        return true;
      },
      { what: 'the job to be parked' },
    );
  });
});
