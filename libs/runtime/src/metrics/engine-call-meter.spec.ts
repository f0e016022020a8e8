import { once } from 'node:events';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { Connection } from '@temporalio/client';
import { Registry } from 'prom-client';
import { createEngineCallMeter } from './engine-call-meter';

describe('createEngineCallMeter', () => {
  it('counts calls by operation and status, failed ones too', async () => {
    const nobody = createServer().listen(0, '127.0.0.1');
    await once(nobody, 'listening');
    const { port } = nobody.address() as AddressInfo;
    nobody.close();
    const registry = new Registry();
    const interceptors = [createEngineCallMeter(registry)];
    const connection = Connection.lazy({ address: `127.0.0.1:${port}`, interceptors });
    try {
      await expect(
        connection.withDeadline(Date.now() + 2_000, () =>
          connection.workflowService.describeNamespace({ namespace: 'default' }),
        ),
      ).rejects.toThrow();
    } finally {
      await connection.close();
    }
    const text = await registry.metrics();
    expect(text).toMatch(
      /genvideo_engine_calls_total\{operation="DescribeNamespace",status="UNAVAILABLE"} 1/,
    );
    expect(text).toMatch(/genvideo_engine_call_duration_seconds_count\{operation="DescribeNamespace"} 1/);
  });
});
