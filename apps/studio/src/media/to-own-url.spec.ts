import { toOwnUrl } from './to-own-url';

describe('toOwnUrl', () => {
  it('takes the file from where the page came from, prefix and all', () => {
    expect(toOwnUrl('http://worker:8000/assets/job-1/image-1.png', 'https://example.org/studio/')).toBe(
      'https://example.org/studio/assets/job-1/image-1.png',
    );
  });

  it('adds what is asked for, and leaves out what is not there', () => {
    expect(toOwnUrl('http://h/assets/j/v.mp4', 'http://a/', { v: 'ab', ticket: null, download: '' })).toBe(
      'http://a/assets/j/v.mp4?v=ab&download=',
    );
  });

  it('leaves other addresses alone', () => {
    expect(toOwnUrl('https://cdn.example.org/x.png', 'http://a/')).toBe('https://cdn.example.org/x.png');
  });
});
