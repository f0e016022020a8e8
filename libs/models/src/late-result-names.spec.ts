import { parseLateResultId, toLateResultId } from './late-result-names';

describe('toLateResultId', () => {
  it.each(['kite-1', 'a:b:c', 'late-result'])('is read back for %j', (workflow_id) => {
    const run = { workflow_id, run_id: '5a1c-77' };
    expect(parseLateResultId(toLateResultId(run))).toEqual(run);
  });

  it.each(['kite-1', 'kite:1', 'late-result:', 'notice:late-result:a:webhook'])(
    'is not what %j is taken for',
    (id) => {
      expect(parseLateResultId(id)).toBeNull();
    },
  );
});
