import { askAgain } from './ask-again';
import { ASKED_TOO_EARLY } from './asked-too-early';

const tooEarly = (): Promise<never> => Promise.reject(new Error(`${ASKED_TOO_EARLY}: ask again`));

describe('askAgain', () => {
  it('asks the same question until the workflow has been told', async () => {
    const next = jest
      .fn<Promise<string>, [string]>()
      .mockImplementationOnce(tooEarly)
      .mockResolvedValue('yes');
    await expect(askAgain.query('told?', next)).resolves.toBe('yes');
    expect(next.mock.calls).toEqual([['told?'], ['told?']]);
  });

  it('tells a failure of another kind at once', async () => {
    const next = jest.fn(() => Promise.reject(new Error('no such query')));
    await expect(askAgain.query('told?', next)).rejects.toThrow('no such query');
    expect(next).toHaveBeenCalledTimes(1);
  });

  it('gives up in the end', async () => {
    await expect(askAgain.query('told?', tooEarly)).rejects.toThrow(ASKED_TOO_EARLY);
  });
});
