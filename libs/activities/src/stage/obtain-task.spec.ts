import {
  brokenConnection,
  refusedConnection,
  ScriptedProvider,
  type Script,
} from '../../test/scripted-provider';
import { GenerationError } from '../generation-error';
import { obtainTask, type ObtainedTask } from './obtain-task';
import type { Knowledge } from './knowledge';

interface Given {
  /** What earlier runs left behind; a run that died has left nothing to rely on. */
  left?: Partial<Knowledge>;
  died?: boolean;
  allowAmbiguousResubmit?: boolean;
  /** Somebody wants the stage to end before it has begun. */
  hurried?: boolean;
  /** The worker stood still before it came to submit. */
  stalled?: 'once' | 'always';
}

/** Runs one try as often as the engine would, each run knowing what the one before left behind. */
async function runUntilObtained(provider: ScriptedProvider, given: Given = {}): Promise<ObtainedTask | null> {
  const { left = {}, died = false, allowAmbiguousResubmit = false, hurried = false, stalled } = given;
  const hurry = hurried ? AbortSignal.abort() : new AbortController().signal;
  let known: Knowledge = { submission: 'unknown', task_id: null, percent: 0, ...left };
  let mayHaveSubmitted = died;
  for (let run = 1; run <= 5; run += 1) {
    const report = (change: Partial<Knowledge>): void => {
      known = { ...known, ...change };
    };
    try {
      return await obtainTask({
        provider,
        task: {},
        submit: { submissionId: 'job/image/1', callbackUrl: null, signal: new AbortController().signal },
        context: {
          known: () => known,
          mayHaveSubmitted,
          report,
          hurry,
          hasStalled: () => stalled === 'always' || (stalled === 'once' && run === 1),
        },
        allowAmbiguousResubmit,
      });
    } catch (error) {
      if (!(error instanceof Error) || !('type' in error) || error.type !== 'ServiceUnavailable') throw error;
      mayHaveSubmitted = known.submission !== 'none';
      known = { ...known, submission: 'unknown' };
    }
  }
  throw new Error('Never obtained');
}

const withScript = (script: Script): ScriptedProvider => new ScriptedProvider(script);

describe('obtainTask', () => {
  it('submits once when all goes well', async () => {
    const provider = withScript({});
    await expect(runUntilObtained(provider)).resolves.toEqual({ taskId: 'task-1', adopted: false });
    expect(provider.submissions).toBe(1);
  });

  it('leaves it to the next run when this worker stood still: another may be at it already', async () => {
    const provider = withScript({});
    await expect(runUntilObtained(provider, { stalled: 'always' })).rejects.toThrow('Never obtained');
    expect(provider.submissions).toBe(0);
    const obtained = await runUntilObtained(provider, { stalled: 'once' });
    expect(obtained).toEqual({ taskId: 'task-1', adopted: false });
  });

  it('submits nothing for somebody who is in a hurry to end', async () => {
    const provider = withScript({});
    await expect(runUntilObtained(provider, { hurried: true })).resolves.toBeNull();
    await expect(runUntilObtained(provider, { hurried: true, died: true })).resolves.toBeNull();
    expect(provider.submissions).toBe(0);
  });

  it('adopts a submission whose answer was lost, instead of paying again', async () => {
    const provider = withScript({ submit: [brokenConnection()], lostAnswer: 'made' });
    await expect(runUntilObtained(provider)).resolves.toEqual({ taskId: 'task-1', adopted: true });
    expect(provider.submissions).toBe(1);
  });

  it('submits again when the lost submission was never made', async () => {
    const provider = withScript({ submit: [brokenConnection(), 'made'], lostAnswer: 'not made' });
    await expect(runUntilObtained(provider)).resolves.toMatchObject({ adopted: false });
    expect(provider.submissions).toBe(1);
  });

  it('goes on with the task that a run before it knew of', async () => {
    const provider = withScript({});
    const left = { submission: 'made', task_id: 'task-9' } as const;
    await expect(runUntilObtained(provider, { left, died: true })).resolves.toEqual({
      taskId: 'task-9',
      adopted: true,
    });
    expect(provider.submissions).toBe(0);
  });

  it('finds the task of a run that died before it could say anything', async () => {
    const provider = withScript({});
    provider.tasks.set('job/image/1', 'task-7');
    await expect(runUntilObtained(provider, { died: true })).resolves.toEqual({
      taskId: 'task-7',
      adopted: true,
    });
    expect(provider.submissions).toBe(0);
  });

  it('looks again where an answer breaks the protocol: a job that may have been paid for does not end for it', async () => {
    const page = () => new GenerationError('ContractViolation', 'a page of somebody in between');
    const provider = withScript({ find: [page(), page()] });
    provider.tasks.set('job/image/1', 'task-7');
    await expect(runUntilObtained(provider, { died: true })).resolves.toMatchObject({ adopted: true });
    const broken = withScript({ find: Array.from({ length: 9 }, page) });
    await expect(runUntilObtained(broken, { died: true })).rejects.toMatchObject({
      type: 'ContractViolation',
    });
    expect(broken.submissions).toBe(0);
  });

  describe('at a provider without look-up', () => {
    it('reports an ambiguous failure instead of paying blindly', async () => {
      const provider = withScript({
        submit: [brokenConnection()],
        lostAnswer: 'made',
        lookups: 'unsupported',
      });
      await expect(runUntilObtained(provider)).rejects.toMatchObject({ type: 'AmbiguousSubmission' });
      expect(provider.submissions).toBe(1);
    });

    it('reports it also when the run that submitted left no word', async () => {
      const provider = withScript({ lookups: 'unsupported' });
      await expect(runUntilObtained(provider, { died: true })).rejects.toMatchObject({
        type: 'AmbiguousSubmission',
      });
      expect(provider.submissions).toBe(0);
    });

    it('submits again where nothing can have been sent', async () => {
      const provider = withScript({ submit: [refusedConnection(), 'made'], lookups: 'unsupported' });
      await expect(runUntilObtained(provider)).resolves.toMatchObject({ adopted: false });
      expect(provider.submissions).toBe(1);
    });

    it('submits again when the operator allows it', async () => {
      const provider = withScript({ submit: [brokenConnection(), 'made'], lookups: 'unsupported' });
      await expect(runUntilObtained(provider, { allowAmbiguousResubmit: true })).resolves.toMatchObject({
        adopted: false,
      });
    });
  });
});
