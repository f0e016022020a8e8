import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { once } from 'node:events';
import { connectEngine, EngineUnreachableError } from './connect-engine';
import { loadEngineOptions } from './load-engine-options';

const closedPort = async (): Promise<number> => {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
};

describe('connectEngine', () => {
  it('tries again, then gives up and says what to do', async () => {
    const address = `127.0.0.1:${await closedPort()}`;
    const tries: string[] = [];
    const attempt = connectEngine({
      engine: loadEngineOptions({ TEMPORAL_HOST: address }),
      patienceSeconds: 5,
      onRetry: (where) => tries.push(where),
    });
    await expect(attempt).rejects.toThrow(EngineUnreachableError);
    await expect(attempt).rejects.toThrow(/TEMPORAL_HOST/);
    expect(tries.length).toBeGreaterThan(0);
  });
});

describe('loadEngineOptions', () => {
  it('prefers TEMPORAL_HOST, then its alias', () => {
    expect(loadEngineOptions({ TEMPORAL_ADDRESS: 'a:1' }).connection.address).toBe('a:1');
    expect(loadEngineOptions({ TEMPORAL_HOST: 'b:2', TEMPORAL_ADDRESS: 'a:1' }).connection.address).toBe(
      'b:2',
    );
    expect(loadEngineOptions({}).connection.address).toBe('127.0.0.1:7233');
  });

  it('takes TLS and keys from the SDK environment configuration', () => {
    const { connection, namespace } = loadEngineOptions({
      TEMPORAL_ADDRESS: 'a.tmprl.cloud:7233',
      TEMPORAL_API_KEY: 'k',
      TEMPORAL_NAMESPACE: 'ns.acct',
    });
    expect(connection).toMatchObject({ address: 'a.tmprl.cloud:7233', apiKey: 'k' });
    expect(namespace).toBe('ns.acct');
  });
});
