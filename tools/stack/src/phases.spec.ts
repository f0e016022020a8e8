import { createPhases } from './phases';

describe('createPhases', () => {
  afterEach(() => jest.useRealTimers());

  it('prints one line for a quick step', async () => {
    const lines: string[] = [];
    const phases = createPhases((line) => lines.push(line));
    await expect(
      phases.run(
        'counting',
        () => Promise.resolve(3),
        (count) => `counted ${count}`,
      ),
    ).resolves.toBe(3);
    expect(lines).toEqual([expect.stringMatching(/^✓ counted 3 \(0\.\d s\)$/)]);
  });

  it('says what goes on when a step takes longer than 2 s, again and again', async () => {
    jest.useFakeTimers();
    const lines: string[] = [];
    let finish: () => void = () => undefined;
    const done = createPhases((line) => lines.push(line)).run(
      'building',
      () => new Promise<void>((resolve) => (finish = resolve)),
    );
    jest.advanceTimersByTime(12_000);
    finish();
    await done;
    expect(lines).toEqual(['  … building (2.0 s)', '  … building (12.0 s)', '✓ building (12.0 s)']);
  });

  it('prints no check for a step that failed', async () => {
    const lines: string[] = [];
    const phases = createPhases((line) => lines.push(line));
    await expect(phases.run('trying', () => Promise.reject(new Error('no')))).rejects.toThrow('no');
    expect(lines).toEqual([]);
  });
});
