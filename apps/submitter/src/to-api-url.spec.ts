import { toApiUrl } from './to-api-url';

describe('toApiUrl', () => {
  it.each([
    ['127.0.0.1', 'http://127.0.0.1:8000'],
    ['api.internal', 'http://api.internal:8000'],
    ['0.0.0.0', 'http://127.0.0.1:8000'],
    ['::', 'http://[::1]:8000'],
  ])('says where an API that listens on %s is reached', (host, url) => {
    expect(toApiUrl({ API_HOST: host, API_PORT: 8000 })).toBe(url);
  });
});
