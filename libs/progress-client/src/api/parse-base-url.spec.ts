import { InvalidRequestError } from '../invalid-request-error';
import { parseBaseUrl } from './parse-base-url';

describe('parseBaseUrl', () => {
  it.each([
    ['http://127.0.0.1:8000', 'http://127.0.0.1:8000'],
    ['http://127.0.0.1:8000/', 'http://127.0.0.1:8000'],
    ['https://example.com/genvideo//', 'https://example.com/genvideo'],
  ])('takes %s', (text, url) => {
    expect(parseBaseUrl(text)).toBe(url);
  });

  it.each([
    '',
    'localhost:8000',
    'ftp://example.com',
    'http://',
    'http://ann:key@example.com',
    'http://x/?a=1',
  ])('refuses %j and names apiBaseUrl', (text) => {
    const parse = (): string => parseBaseUrl(text);
    expect(parse).toThrow(InvalidRequestError);
    expect(parse).toThrow('apiBaseUrl');
  });

  it('does not repeat a password', () => {
    expect(() => parseBaseUrl('http://ann:geheim@example.com')).toThrow(/^(?!.*geheim)/);
  });
});
