import { parseWebhooksOptions } from './webhooks-options';

describe('parseWebhooksOptions', () => {
  it('has a default for everything', () => {
    expect(parseWebhooksOptions([])).toEqual({
      jobs: 100,
      downSeconds: 60,
      lostAnswers: 0.1,
      out: 'docs/benchmarks',
      name: 'webhooks',
    });
  });

  it.each([
    ['--jobs', '0'],
    ['--down-seconds', 'long'],
    ['--lost-answers', '1'],
  ])('refuses %s %s', (...argv) => {
    const write = jest.spyOn(process.stderr, 'write').mockReturnValue(true);
    expect(() => parseWebhooksOptions(argv)).toThrow();
    write.mockRestore();
  });
});
