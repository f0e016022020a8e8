import { parseSettingsMark, parseStoreId, toWorkerIdentity } from './worker-identity';

const worker = { pid: 7, host: 'pod#1', settings: 'AbC-_' };

describe('toWorkerIdentity', () => {
  it('is read back, with a store and without', () => {
    const both = toWorkerIdentity({ ...worker, storeId: '3f2a9c1e-77b0' });
    expect([parseStoreId(both), parseSettingsMark(both)]).toEqual(['3f2a9c1e-77b0', 'AbC-_']);
    const one = toWorkerIdentity({ ...worker, storeId: null });
    expect([parseStoreId(one), parseSettingsMark(one)]).toEqual([null, 'AbC-_']);
  });

  it('is read where a worker of an older version says less, or another program polls', () => {
    expect([parseStoreId('7@pod#store=abc'), parseSettingsMark('7@pod#store=abc')]).toEqual(['abc', null]);
    expect([parseStoreId('7@pod'), parseSettingsMark('7@pod')]).toEqual([null, null]);
  });
});
