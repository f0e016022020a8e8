import { receiveCallbacks } from './receive-callbacks';
import { startHttpServer } from './start-http-server';

describe('receiveCallbacks', () => {
  it('keeps what came in and answers as told', async () => {
    const receiver = await receiveCallbacks(({ path }) => (path === '/busy' ? 503 : 200));
    try {
      const init = { method: 'POST', body: '{"a": 1}', headers: { 'webhook-id': '7' } };
      expect((await fetch(`${receiver.url}/done?x=1`, init)).status).toBe(200);
      expect((await fetch(`${receiver.url}/busy`, init)).status).toBe(503);
      expect(receiver.received).toMatchObject([
        { method: 'POST', path: '/done?x=1', body: '{"a": 1}', headers: { 'webhook-id': '7' } },
        { path: '/busy' },
      ]);
    } finally {
      await receiver.close();
    }
  });
});

describe('startHttpServer', () => {
  it('answers 500 when the handler throws, and closes with requests open', async () => {
    let hang = false;
    const server = await startHttpServer(() => {
      if (!hang) throw new Error('broken');
    });
    const response = await fetch(server.url);
    expect([response.status, await response.text()]).toEqual([500, 'Error: broken']);
    hang = true;
    const open = expect(fetch(server.url)).rejects.toThrow();
    await fetch(server.url, { signal: AbortSignal.timeout(50) }).catch(() => undefined);
    await server.close();
    await open;
  });
});
