import type { Task, TaskPlan } from './task';
import { taskStateAt } from './task-state';

const plan: TaskPlan = { outcome: 'complete', totalMs: 1000, endsAfterMs: 1000 };
const running: Pick<Task, 'createdAtMs' | 'plan' | 'end'> = { createdAtMs: 5000, plan };

describe('taskStateAt', () => {
  it('is pending briefly, then processes', () => {
    expect(taskStateAt(running, 5000)).toEqual({ status: 'pending', progress: 0 });
    expect(taskStateAt(running, 5100)).toEqual({ status: 'processing', progress: 10 });
  });

  it('has linear progress that never falls and stays at 99 until the end', () => {
    const progress = Array.from(
      { length: 150 },
      (_, index) => taskStateAt(running, 5000 + index * 10).progress,
    );
    expect(progress.slice(0, 100)).toEqual(Array.from({ length: 100 }, (_, index) => index));
    expect(new Set(progress.slice(100))).toEqual(new Set([99]));
  });

  it('keeps a stuck task at half of its way', () => {
    const stuck = { ...running, plan: { ...plan, outcome: 'stuck', endsAfterMs: Infinity } } as const;
    expect(taskStateAt(stuck, 5400).progress).toBe(40);
    expect(taskStateAt(stuck, 9_000_000)).toEqual({ status: 'processing', progress: 50 });
  });

  it('is at 100 once completed', () => {
    const end = { status: 'completed', atMs: 6200 } as const;
    expect(taskStateAt({ ...running, end }, 9000)).toEqual({ status: 'completed', progress: 100 });
  });

  it.each(['failed', 'cancelled'] as const)('keeps the progress it had when it was %s', (status) => {
    const end = { status, atMs: 5300, error: 'why' };
    expect(taskStateAt({ ...running, end }, 9000)).toEqual({ status, progress: 30, error: 'why' });
  });

  it('bears tasks that take no time', () => {
    const instant = { ...running, plan: { ...plan, totalMs: 0, endsAfterMs: 0 } };
    expect(taskStateAt(instant, 5000)).toEqual({ status: 'processing', progress: 99 });
  });
});
