import { createFailedReading, createSampleReading } from '../../test/reading-sample';
import { createForwardView } from './create-forward-view';

describe('createForwardView', () => {
  it('shows no job at less than before, each job for itself', () => {
    const shown: (number | undefined)[] = [];
    const view = createForwardView({
      show: ({ result }) => void shown.push(result.progress?.percent),
      notice: () => undefined,
      close: () => undefined,
    });
    const other = createSampleReading({ percent: 3 });
    view.show(createSampleReading({ percent: 21 }));
    view.show(createSampleReading({ percent: 5 }));
    view.show(createFailedReading());
    view.show({ ...other, result: { ...other.result, workflow_id: 'kite-2' } });
    view.show(createSampleReading({ percent: 7 }));
    view.show(createSampleReading({ percent: 30 }));
    expect(shown).toEqual([21, 21, undefined, 3, 21, 30]);
  });
});
