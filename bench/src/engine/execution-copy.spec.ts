import { planCopies } from './execution-copy';
import { toHistoryShard } from './to-history-shard';

const namespaceId = '0bd3b2f0-6f4b-4a1c-9d1e-3c5a54d7a0e1';
const toSource = (workflowId: string) => ({
  shard: toHistoryShard(namespaceId, workflowId, 4),
  workflowId,
  runId: '11111111-1111-4111-8111-111111111111',
  branchId: '22222222-2222-4222-8222-222222222222',
});

describe('planCopies', () => {
  const sources = ['genvideo-00000001-7', 'genvideo-00000001-17'].map(toSource);
  const copies = planCopies({ sources, count: 200, first: 0, namespaceId, shards: 4 });

  it('takes the sources in turn, and gives every copy ids of its own, as long as those of its source', () => {
    expect(copies).toHaveLength(200);
    expect(copies[3]?.source).toBe(sources[1]);
    for (const key of ['workflowId', 'runId', 'branchId'] as const) {
      expect(new Set(copies.map(({ copy }) => copy[key])).size).toBe(200);
      for (const { source, copy } of copies) expect(copy[key]).toHaveLength(source[key].length);
    }
  });

  it('goes on where an earlier plan ended', () => {
    const [next] = planCopies({ sources, count: 1, first: 200, namespaceId, shards: 4 });
    expect(copies.map(({ copy }) => copy.workflowId)).not.toContain(next?.copy.workflowId);
  });

  it('puts copies where the engine looks for them, all over the history', () => {
    for (const { copy } of copies) expect(copy.shard).toBe(toHistoryShard(namespaceId, copy.workflowId, 4));
    expect(new Set(copies.map(({ copy }) => copy.shard))).toEqual(new Set([1, 2, 3, 4]));
  });

  it('refuses to copy nothing, and ids too short to be told apart', () => {
    expect(() => planCopies({ sources: [], count: 1, first: 0, namespaceId, shards: 4 })).toThrow(RangeError);
    expect(() =>
      planCopies({ sources: [toSource('short')], count: 1, first: 0, namespaceId, shards: 4 }),
    ).toThrow(RangeError);
  });
});
