import { GenerationError } from '../generation-error';
import type { TaskState } from '../providers/provider-port';
import { refusedConnection, ScriptedProvider, type Script } from '../../test/scripted-provider';
import { watchTask } from './watch-task';

const readPace = () => ({ minMs: 1, maxMs: 1 });
const slow = () => ({ minMs: 60_000, maxMs: 60_000, lastMs: 60_000 });
const running = (percent: number): TaskState => ({ status: 'processing', percent });
const completed: TaskState = { status: 'completed', output: { urls: ['http://a/b.png'] } };
const violation = (): Error => new GenerationError('ContractViolation', 'not JSON');

async function watch(look: Script['look'], hurry = new AbortController()) {
  const provider = new ScriptedProvider({ look });
  const seen: TaskState['status'][] = [];
  for await (const state of watchTask({ provider, taskId: 't', readPace, hurry: hurry.signal }))
    seen.push(state.status);
  return { seen, looks: provider.looks };
}

describe('watchTask', () => {
  it('yields every state up to the end', async () => {
    const { seen } = await watch([{ status: 'pending', percent: 0 }, running(50), completed]);
    expect(seen).toEqual(['pending', 'processing', 'completed']);
  });

  it('gives a new task time before it looks, but not when there is a hurry', async () => {
    for (const [isNew, looksAtOnce] of [
      [false, 1],
      [true, 0],
    ] as const) {
      const provider = new ScriptedProvider({ look: [running(0), completed] });
      const hurry = new AbortController();
      const states = watchTask({ provider, taskId: 't', readPace: slow, isNew, hurry: hurry.signal });
      const first = states.next();
      expect(provider.looks).toBe(looksAtOnce);
      hurry.abort();
      await expect(first).resolves.toMatchObject({ value: running(0) });
    }
  });

  it('says how long it is until each look, and heeds who wants to be left alone', async () => {
    const busy = new GenerationError('ServiceUnavailable', 'busy', { retryAfterMs: 30 });
    const provider = new ScriptedProvider({ look: [running(0), busy, completed] });
    const rests: number[] = [];
    const hurry = new AbortController().signal;
    const onRest = (milliseconds: number): void => void rests.push(milliseconds);
    const options = { provider, taskId: 't', readPace, isNew: true, hurry, onRest };
    for await (const state of watchTask(options))
      expect(rests).toEqual(state.status === 'completed' ? [1, 1, 30] : [1]);
  });

  it('bears answers that fail or break the protocol for a while', async () => {
    const { seen } = await watch([refusedConnection(), running(1), violation(), violation(), completed]);
    expect(seen).toEqual(['processing', 'completed']);
  });

  it('tells of every look that it bears', async () => {
    const provider = new ScriptedProvider({
      look: [running(1), violation(), refusedConnection(), completed],
    });
    const told: unknown[] = [];
    const hurry = new AbortController().signal;
    const states = watchTask({
      provider,
      taskId: 't',
      readPace,
      hurry,
      onSilence: (error) => told.push(error),
    });
    for await (const state of states) expect(state.status).toMatch(/processing|completed/);
    expect(told).toMatchObject([{ type: 'ContractViolation' }, { type: 'ServiceUnavailable' }]);
  });

  it('believes that a task is lost only when it is told so several times', async () => {
    const lost: TaskState = { status: 'lost' };
    await expect(watch([lost, lost, running(10), lost, completed])).resolves.toMatchObject({
      seen: ['processing', 'completed'],
    });
    await expect(watch([running(10), lost])).resolves.toMatchObject({ seen: ['processing', 'lost'] });
  });

  it('gives up on a provider that keeps breaking its protocol', async () => {
    await expect(watch([violation()])).rejects.toMatchObject({ type: 'ContractViolation' });
  });

  it('does not bear an answer that only the operator can mend', async () => {
    await expect(watch([new GenerationError('ProviderMisconfigured', '401')])).rejects.toMatchObject({
      type: 'ProviderMisconfigured',
    });
  });

  it('looks a last time when there is a hurry, and takes an end for an end', async () => {
    const hurry = new AbortController();
    hurry.abort();
    await expect(watch([completed], hurry)).resolves.toEqual({ seen: ['completed'], looks: 1 });
    await expect(watch([running(10)], hurry)).resolves.toEqual({ seen: ['processing'], looks: 1 });
  });
});
