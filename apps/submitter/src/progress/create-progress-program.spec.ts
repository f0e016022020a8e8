import { CommanderError } from 'commander';
import { createProgressProgram } from './create-progress-program';

/** What the command line was understood as, or how it was refused. */
const parse = async (...args: string[]) => {
  const calls: unknown[] = [];
  let text = '';
  const write = (chunk: string): void => void (text += chunk);
  const note =
    (name: string) =>
    (...call: unknown[]): Promise<void> => {
      calls.push([name, ...call.slice(0, 2)]);
      return Promise.resolve();
    };
  const program = createProgressProgram({
    single: note('single'),
    multiple: note('multiple'),
    monitor: note('monitor'),
    explain: note('explain'),
  });
  for (const command of [program, ...program.commands])
    command.configureOutput({ writeErr: write, writeOut: write });
  try {
    await program.parseAsync(args, { from: 'user' });
    return { calls, text, refused: false };
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    return { calls, text, refused: error.exitCode !== 0 };
  }
};

describe('createProgressProgram', () => {
  it('reads every command with its defaults', async () => {
    expect((await parse('single', 'a')).calls).toEqual([['single', 'a', { method: 'fallback' }]]);
    expect((await parse('multiple', 'a,b')).calls).toEqual([
      ['multiple', ['a', 'b'], { method: 'fallback' }],
    ]);
    expect((await parse('monitor', 'a')).calls).toEqual([['monitor', 'a', { method: 'fallback' }]]);
    expect((await parse('explain', 'a')).calls).toEqual([['explain', 'a', { method: 'fallback' }]]);
    expect((await parse('explain', 'a', '--method', 'detailed')).refused).toBe(true);
  });

  it('reads every option, in any order', async () => {
    const args = [
      '--json',
      '--method',
      'detailed',
      '--interval',
      '0.5',
      '--max-iterations',
      '3',
      '--verbose',
    ];
    const places = [
      '--temporal-host',
      'h:1',
      '--namespace',
      'n',
      '--api-url',
      'https://a/',
      '--api-key',
      'k',
    ];
    expect((await parse('monitor', ...args, 'a', ...places)).calls).toEqual([
      [
        'monitor',
        'a',
        {
          method: 'detailed',
          json: true,
          verbose: true,
          interval: 0.5,
          maxIterations: 3,
          temporalHost: 'h:1',
          namespace: 'n',
          apiUrl: 'https://a/',
          apiKey: 'k',
        },
      ],
    ]);
  });

  it.each([
    ['monitor a --interval 0', '0.1 to 86400 seconds'],
    ['monitor a --interval soon', 'It must be a number'],
    ['monitor a --max-iterations -1', 'whole number from 1'],
    ['monitor a --max-iterations 1.5', 'whole number from 1'],
    ['single a --api-url localhost', 'It is not an http or https URL'],
    ['single a --api-url ftp://h', 'It is not an http or https URL'],
    ['single a --temporal-host http://h:7233', 'It must be host:port, without http://'],
    ['single a --namespace= ', 'It is empty'],
    ['single a --method psychic', 'fallback, direct, api, detailed'],
    ['single a --interval 5', "unknown option '--interval'"],
    ['single a b', 'too many arguments'],
    ['single', "missing required argument 'id'"],
    ['watch a', "unknown command 'watch'"],
    ['', 'Usage: genvideo-progress'],
  ])('refuses "%s" and says why', async (line, message) => {
    const { calls, text, refused } = await parse(...(line === '' ? [] : line.split(' ')));
    expect({ calls, refused }).toEqual({ calls: [], refused: true });
    expect(text).toContain(message);
  });
});
