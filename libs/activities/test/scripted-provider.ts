import { GenerationError } from '../src/generation-error';
import type { GenerationProvider, TaskState } from '../src/providers/provider-port';

type Answer<Value> = Value | Error;

export interface Script {
  /** What submissions answer, in order; the last one repeats. Default: a new task each. */
  submit?: Answer<string>[];
  /** What becomes of a submission whose answer is an error: `made` when it had its effect all the same. */
  lostAnswer?: 'made' | 'not made';
  lookups?: 'supported' | 'unsupported';
  /** What the first look-ups fail with. */
  find?: Error[];
  look?: Answer<TaskState>[];
}

const next = <Value>(answers: Answer<Value>[]): Value => {
  const answer = answers.length > 1 ? answers.shift() : answers[0];
  if (answer instanceof Error) throw answer;
  if (answer === undefined) throw new Error('The script has no answer');
  return answer;
};

/** A provider that answers as its script says, and counts what it would be paid for. */
export class ScriptedProvider implements GenerationProvider<object> {
  readonly name = 'scripted';
  readonly tasks = new Map<string, string>();
  submissions = 0;
  looks = 0;

  constructor(private readonly script: Script) {}

  submit(_task: object, { submissionId }: { submissionId: string }): Promise<string> {
    const taskId = `task-${this.submissions + 1}`;
    const make = (): void => {
      this.submissions += 1;
      this.tasks.set(submissionId, taskId);
    };
    return Promise.resolve().then(() => {
      try {
        if (this.script.submit) next(this.script.submit);
      } catch (error) {
        if (this.script.lostAnswer === 'made') make();
        throw error;
      }
      make();
      return taskId;
    });
  }

  find(submissionId: string): ReturnType<GenerationProvider<object>['find']> {
    const error = this.script.find?.shift();
    if (error) return Promise.reject(error);
    if (this.script.lookups === 'unsupported') return Promise.resolve({ status: 'unsupported' });
    const taskId = this.tasks.get(submissionId);
    return Promise.resolve(taskId ? { status: 'found', taskId } : { status: 'absent' });
  }

  look(): Promise<TaskState> {
    this.looks += 1;
    return Promise.resolve().then(() => next(this.script.look ?? []));
  }

  cancel(): Promise<'cancelled_at_provider'> {
    return Promise.resolve('cancelled_at_provider');
  }
}

/** A broken connection: nobody knows whether the request had its effect. */
export const brokenConnection = (): GenerationError =>
  new GenerationError('ServiceUnavailable', 'the connection broke', { ambiguous: true });

/** A connection that never came about. */
export const refusedConnection = (): GenerationError => new GenerationError('ServiceUnavailable', 'refused');
