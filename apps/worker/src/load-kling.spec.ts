import { loadConfig } from '@genvideo/models/config';
import { startHttpServer } from '@genvideo/testing';
import { loadKling, loadKlingImages } from './load-kling';

const PAIR = { VIDEO_API_ACCESS_KEY: 'ak', VIDEO_API_SECRET_KEY: 'sk' };

describe('the account at Kling', () => {
  it.each([
    ['no key at all', {}, /VIDEO_PROVIDER=kling needs an account.*VIDEO_API_ACCESS_KEY/],
    ['half a pair of keys', { VIDEO_API_ACCESS_KEY: 'ak' }, /^VIDEO_API_SECRET_KEY is missing/],
    ['the other half', { VIDEO_API_SECRET_KEY: 'sk' }, /^VIDEO_API_ACCESS_KEY is missing/],
  ])('is missed at start where there is %s', (_title, environment, words) => {
    expect(() => loadKling(loadConfig(environment))).toThrow(words);
  });

  it('is not needed at the mocks', () => {
    expect(loadKling(loadConfig({ MOCK_EXTERNAL_APIS: 'true' })).name).toBe('kling');
  });

  it.each([
    ['a token of the pair', PAIR, /^Bearer eyJ/],
    ['the plain key of the service', { ...PAIR, IMAGE_API_KEY: 'plain' }, /^Bearer plain$/],
  ])('is shown as %s', async (_title, environment, header) => {
    const shown: (string | undefined)[] = [];
    const server = await startHttpServer((request, response) => {
      shown.push(request.headers.authorization);
      response.end(JSON.stringify({ code: 1203, message: 'no such task' }));
    });
    try {
      const provider = loadKlingImages(loadConfig({ ...environment, IMAGE_API_BASE_URL: server.url }));
      await expect(provider.find('kite-1/image/1', AbortSignal.timeout(10_000))).resolves.toEqual({
        status: 'absent',
      });
      expect(shown).toEqual([expect.stringMatching(header)]);
    } finally {
      await server.close();
    }
  });
});
