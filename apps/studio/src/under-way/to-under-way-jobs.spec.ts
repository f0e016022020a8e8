import { toUnderWayJobs } from './to-under-way-jobs';

const submitted = [
  { id: 'mine-2', prompt: 'second', kind: 'image' as const },
  { id: 'mine-1', prompt: 'first', kind: 'video' as const },
];
const listed = [
  { workflow_id: 'other', prompt: null, kind: 'video' as const },
  { workflow_id: 'mine-1', prompt: null, kind: null },
];

describe('toUnderWayJobs', () => {
  it('puts what this tab handed in first, each once', () => {
    expect(toUnderWayJobs(submitted, listed, () => false).map(({ id, prompt }) => [id, prompt])).toEqual([
      ['mine-2', 'second'],
      ['mine-1', 'first'],
      ['other', null],
    ]);
  });

  it('leaves out what has ended, which the list may not know yet', () => {
    expect(toUnderWayJobs(submitted, listed, (id) => id !== 'mine-2').map(({ id }) => id)).toEqual([
      'mine-2',
    ]);
  });
});
