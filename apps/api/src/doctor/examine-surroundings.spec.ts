import { startHttpServer } from '@genvideo/testing';
import { examineProvider } from './examine-surroundings';

const PROVIDER = { adapter: 'comfyui', hint: null, mock: false, health: null };

describe('examineProvider', () => {
  it('knocks at all servers at once', async () => {
    let arrived = 0;
    let open = (): void => undefined;
    const all = new Promise<void>((resolve) => (open = resolve));
    // Nobody is answered before both have been asked.
    const server = await startHttpServer(async (_request, response) => {
      arrived += 1;
      if (arrived === 2) open();
      await all;
      response.end();
    });
    const base_url = `${server.url}/a,${server.url}/b`;
    const verdict = await examineProvider({ ...PROVIDER, base_url });
    expect(verdict).toMatchObject({ status: 'ok', message: expect.stringContaining(base_url) });
    await server.close();
  });

  it('names those that do not answer in their order', async () => {
    const gone = await startHttpServer(() => undefined);
    await gone.close();
    const urls = [`${gone.url}/b`, `${gone.url}/a`];
    const { status, message } = await examineProvider({ ...PROVIDER, base_url: urls.join(',') });
    expect(status).toBe('fail');
    expect(message.match(/http\S+(?= does not answer)/g)).toEqual(urls);
  });
});
