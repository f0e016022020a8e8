import { connect, createServer, type AddressInfo, type Server } from 'node:net';
import { once } from 'node:events';
import { Client, Connection } from '@temporalio/client';
import { checkServerVersion } from '../check-server-version';
import { registerSearchAttributes } from '../register-search-attributes';
import { isAlive, untilGone } from '../../test/is-alive';
import { startCluster, type Cluster, type NetAddress } from './start-cluster';
import { whyNoCluster } from './why-no-cluster';

const QUEUE = 'survivors';
const reason = whyNoCluster(process.env);

(reason === null ? describe : describe.skip)(`startCluster${reason ? ` (skipped: ${reason})` : ''}`, () => {
  let cluster: Cluster;
  let connection: Connection;
  let relay: Server;
  let relayed = 0;

  const viaRelay = async ({ host, port }: NetAddress): Promise<NetAddress> => {
    relay = createServer((near) => {
      relayed += 1;
      const far = connect({ host, port });
      near.pipe(far).pipe(near);
      near.on('error', () => far.destroy());
      far.on('error', () => near.destroy());
    }).listen(0, '127.0.0.1');
    await once(relay, 'listening');
    return { host: '127.0.0.1', port: (relay.address() as AddressInfo).port };
  };

  beforeAll(async () => {
    cluster = await startCluster({
      env: process.env,
      onProgress: (line) => process.stderr.write(`${line}\n`),
      viaProxy: viaRelay,
    });
    connection = await Connection.connect({ address: cluster.address });
  }, 900_000);

  afterAll(async () => {
    await connection?.close();
    await cluster?.stop();
    relay?.close();
  });

  it('serves the namespace with its search attributes, its roles by way of the proxy', async () => {
    await expect(checkServerVersion(cluster)).resolves.toBe('1.29.1');
    await expect(registerSearchAttributes(cluster)).resolves.toEqual([]);
    const pids = Object.values(cluster.parts).map(({ pid }) => pid);
    expect(new Set(pids.filter(isAlive)).size).toBe(5);
    expect(relayed).toBeGreaterThanOrEqual(4);
  });

  it('keeps a workflow through the SIGKILL of history and of PostgreSQL', async () => {
    const { workflow } = new Client({ connection });
    const handle = await workflow.start('Survivor', { workflowId: 'survivor', taskQueue: QUEUE });
    const before = cluster.parts.postgres.pid;

    cluster.parts.history.signal('SIGKILL');
    await cluster.parts.history.restart();
    await handle.signal('after history');
    cluster.parts.postgres.signal('SIGKILL');
    await cluster.parts.postgres.restart();
    await handle.signal('after postgres');

    expect(cluster.parts.postgres.pid).not.toBe(before);
    const { events } = await handle.fetchHistory();
    const signals = events?.map((event) => event.workflowExecutionSignaledEventAttributes?.signalName);
    expect(signals?.filter(Boolean)).toEqual(['after history', 'after postgres']);
    await expect(handle.describe()).resolves.toMatchObject({ status: { name: 'RUNNING' } });
  }, 120_000);

  it('tells when a part has ended, and stops all of them', async () => {
    const { parts, stop } = cluster;
    parts.worker.signal('SIGKILL');
    await expect(parts.worker.ended).resolves.toBeInstanceOf(Array);
    const pids = Object.values(parts).map(({ pid }) => pid);

    await stop();

    for (const pid of pids) await untilGone(-pid);
    await expect(parts.frontend.restart()).rejects.toThrow('frontend is being stopped');
  }, 60_000);
});
