import { once } from 'node:events';
import { createServer as createHttp2Server } from 'node:http2';
import { createServer, type AddressInfo } from 'node:net';
import { Client, Connection } from '@temporalio/client';
import { describeJob } from './describe-job';
import { startJob } from './start-job';

const findClosedPort = async (): Promise<number> => {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
};

describe('callEngine', () => {
  let connection: Connection;
  let client: Client;

  beforeAll(async () => {
    connection = Connection.lazy({ address: `127.0.0.1:${await findClosedPort()}` });
    client = new Client({ connection });
  });
  afterAll(() => connection.close());

  it('says that the engine does not answer, and what to check', async () => {
    const call = describeJob(client, 'job-1');
    await expect(call).rejects.toMatchObject({
      name: 'EngineUnavailableError',
      message: expect.stringMatching(/does not answer.*TEMPORAL_HOST/),
    });
  }, 15_000);

  it('says when what answers is no Temporal server', async () => {
    const stranger = createHttp2Server((_request, response) => response.writeHead(404).end());
    stranger.listen(0, '127.0.0.1');
    await once(stranger, 'listening');
    const { port } = stranger.address() as AddressInfo;
    const strange = Connection.lazy({ address: `127.0.0.1:${port}` });
    await expect(describeJob(new Client({ connection: strange }), 'job-1')).rejects.toMatchObject({
      name: 'EngineMisconfiguredError',
      message: expect.stringMatching(/no Temporal server: check TEMPORAL_HOST/),
    });
    await strange.close();
    stranger.close();
  });

  it('refuses a bad request before it asks the engine', async () => {
    const options = { client, taskQueue: 'q', jobTimeoutSeconds: 60, queueTimeoutSeconds: 60 };
    await expect(startJob(options, { prompt: '', colour: 'red' })).rejects.toMatchObject({
      name: 'InvalidInputError',
      message: expect.stringMatching(/prompt is empty.*user_id is missing.*colour is not a known field/),
    });
  });
});
