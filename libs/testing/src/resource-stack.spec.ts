import { withResources } from './resource-stack';

describe('withResources', () => {
  it('ends everything in reverse order, also when the body and an ending fail', async () => {
    const ended: string[] = [];
    const run = withResources(async (resources) => {
      resources.add({ stop: () => ended.push('first') });
      resources.add({
        close: () => {
          ended.push('second');
          throw new Error('stuck');
        },
      });
      resources.defer(() => ended.push('third'));
      return Promise.resolve('result');
    });
    await expect(run).rejects.toThrow(/did not end: Error: stuck/);
    expect(ended).toEqual(['third', 'second', 'first']);
  });
});
