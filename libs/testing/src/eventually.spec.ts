import { eventually } from './eventually';

describe('eventually', () => {
  it('returns the first value that counts, over errors, null and false', async () => {
    const answers = [() => null, () => false, () => undefined, () => 0];
    let calls = 0;
    const value = await eventually(
      () => {
        calls += 1;
        if (calls === 1) throw new Error('refused');
        return answers.shift()?.();
      },
      { what: 'a number' },
    );
    expect(value).toBe(0);
    expect(calls).toBe(5);
  });

  it('says what it waited for and what it saw last', async () => {
    const never = eventually(() => null, { what: 'the job', timeoutMs: 30 });
    await expect(never).rejects.toMatchObject({
      name: 'EventuallyTimeoutError',
      message: 'Waited 30 ms in vain for the job. Last value: null',
    });
    const refuse = (): never => {
      throw new Error('refused');
    };
    await expect(eventually(refuse, { what: 'it', timeoutMs: 0 })).rejects.toThrow(/Last error: refused$/);
  });
});
