import { Gauge, Registry } from 'prom-client';
import { createMetricsRegistry } from './create-metrics-registry';
import { renderMetrics } from './render-metrics';

describe('renderMetrics', () => {
  it('puts metrics that somebody else keeps below those of the registry, in whole lines', async () => {
    const registry = new Registry();
    new Gauge({ name: 'a', help: 'A.', registers: [registry] }).set(1);
    const sources = [() => Promise.resolve('b 2'), () => Promise.resolve(''), () => Promise.resolve('c 3\n')];
    expect(await renderMetrics(registry, sources)).toBe('# HELP a A.\n# TYPE a gauge\na 1\nb 2\nc 3\n');
  });
});

describe('createMetricsRegistry', () => {
  it('says what runs here and how the process is, each time in a registry of its own', async () => {
    createMetricsRegistry({ service: 'other', version: '0' });
    const text = await renderMetrics(createMetricsRegistry({ service: 'worker', version: '1.2.3' }));
    expect(text).toContain('genvideo_build_info{service="worker",version="1.2.3",node_version="');
    expect(text).toMatch(/^process_resident_memory_bytes \d+/m);
    expect(text).toMatch(/^nodejs_eventloop_lag_p99_seconds /m);
    expect(text).not.toContain('other');
  });
});
