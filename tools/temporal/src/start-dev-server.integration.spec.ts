import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { defaultPayloadConverter, mapToPayloads } from '@temporalio/common';
import { isAlive, untilGone } from '../test/is-alive';
import { useTemporaryDirectory } from '../test/temporary-directory';
import { writeScript } from '../test/write-script';
import { checkServerVersion } from './check-server-version';
import { ensureEngine } from './ensure-engine';
import { findServer } from './find-server';
import { PortInUseError } from './port-in-use-error';
import { registerSearchAttributes } from './register-search-attributes';
import { startDevServer } from './start-dev-server';
import { withEngine } from './with-engine';

const temporaryDirectory = useTemporaryDirectory();
let binary: string;

beforeAll(async () => {
  const found = await findServer({
    env: { ...process.env, TEMPORAL_HOST: undefined, TEMPORAL_ADDRESS: undefined },
    onProgress: (line) => process.stderr.write(`${line}\n`),
  });
  if (found.kind !== 'binary') throw new Error('expected a binary');
  binary = found.path;
}, 900_000);

/** Starts a workflow that nobody runs, with search attributes that the server has to know. */
const startWith = (target: { address: string }, values: Readonly<Record<string, string>>) =>
  withEngine(target, ({ workflowService }) =>
    workflowService.startWorkflowExecution({
      namespace: 'default',
      workflowId: 'nobody-runs-this',
      requestId: 'the-only-one',
      workflowType: { name: 'Nothing' },
      taskQueue: { name: 'nobody' },
      searchAttributes: { indexedFields: mapToPayloads(defaultPayloadConverter, values) },
    }),
  );

describe('startDevServer', () => {
  it('serves with its search attributes and its UI, keeps its data, and stops without a trace', async () => {
    const dbFile = path.join(temporaryDirectory(), 'temporal.db');
    const server = await startDevServer({ binary, dbFile, uiPort: 0 });
    try {
      await expect(checkServerVersion(server)).resolves.toMatch(/^1\.\d+/);
      await expect(registerSearchAttributes(server)).resolves.toEqual([]);
      expect((await fetch(String(server.uiUrl))).status).toBe(200);
      expect(existsSync(`${dbFile}-wal`)).toBe(true);
    } finally {
      await server.stop();
    }
    expect(isAlive(server.pid)).toBe(false);
    await untilGone(-server.pid);
    expect(existsSync(dbFile)).toBe(true);

    const more = [{ name: 'AddedLater', type: 'KEYWORD' as const }];
    const again = await startDevServer({ binary, dbFile, searchAttributes: more });
    try {
      await expect(registerSearchAttributes({ ...again, searchAttributes: more })).resolves.toEqual([]);
      await expect(registerSearchAttributes(again)).resolves.toEqual([]);
      await expect(startWith(again, { AddedLater: 'at once' })).resolves.toBeDefined();
    } finally {
      await again.stop();
    }
  }, 60_000);

  it('names the port that is in use', async () => {
    const taken = createServer().listen(0, '127.0.0.1');
    await once(taken, 'listening');
    const { port } = taken.address() as AddressInfo;
    try {
      const error = await startDevServer({ binary, port }).catch((e: unknown) => e);
      expect(error).toBeInstanceOf(PortInUseError);
      expect((error as Error).message).toContain(`Port ${port} on 127.0.0.1`);
    } finally {
      taken.close();
    }
  });

  it('tells the last lines of a server that ends at once', async () => {
    const broken = await writeScript(
      path.join(temporaryDirectory(), 'temporal'),
      'echo "disk is full" >&2',
      'exit 3',
    );

    await expect(startDevServer({ binary: broken })).rejects.toThrow(
      /ended at once \(exit 3\)\.\n {2}disk is full/,
    );
  });

  it('kills a server that does not serve in time and ignores SIGTERM', async () => {
    const deaf = await writeScript(
      path.join(temporaryDirectory(), 'temporal'),
      "trap '' TERM",
      'echo $$',
      'sleep 60',
    );
    const options = { binary: deaf, startTimeoutMs: 500, stopTimeoutMs: 200 };

    const error = await startDevServer(options).catch((e: unknown) => e);

    expect((error as Error).message).toMatch(/did not serve within 0\.5 s/);
    const pid = Number((error as { lastLines: string[] }).lastLines[0]);
    expect(isAlive(pid)).toBe(false);
    await untilGone(-pid);
  });

  it('does not outlive a parent killed by SIGKILL', async () => {
    const script = path.join(__dirname, '..', 'test', 'start-and-wait.ts');
    const args = ['--conditions=@genvideo/source', '--import', 'tsx', script, binary];
    const parent = spawn(process.execPath, args, { cwd: __dirname, stdio: ['ignore', 'pipe', 'inherit'] });
    const [line] = (await once(createInterface(parent.stdout), 'line')) as [string];
    const pid = Number(line);
    expect(isAlive(pid)).toBe(true);

    parent.kill('SIGKILL');

    await untilGone(pid);
  }, 60_000);
});

describe('ensureEngine', () => {
  it('prepares an existing server and leaves it running', async () => {
    const server = await startDevServer({ binary, searchAttributes: [] });
    try {
      const engine = await ensureEngine({ env: { TEMPORAL_HOST: server.address } });
      expect(engine).toMatchObject({ address: server.address, uiUrl: null, pid: null });
      await expect(registerSearchAttributes(server)).resolves.toEqual([]);
      await engine.stop();
      expect(isAlive(server.pid)).toBe(true);
    } finally {
      await server.stop();
    }
  }, 60_000);

  it('says where nothing answers', async () => {
    const options = { env: { TEMPORAL_HOST: '127.0.0.1:1' }, existing: { connectTimeoutMs: 300 } };

    await expect(ensureEngine(options)).rejects.toThrow(/No Temporal server answers at 127\.0\.0\.1:1/);
  });
});
