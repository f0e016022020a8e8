import { CommanderError } from 'commander';
import { parseStorageOptions } from './storage-options';

describe('parseStorageOptions', () => {
  it('measures 500 MB by default', () => {
    expect(parseStorageOptions([])).toEqual({ megabytes: 500, out: 'docs/benchmarks', name: 'storage' });
  });

  it.each([
    ['--megabytes', '0'],
    ['--megabytes', '5000'],
    ['--name', '../elsewhere'],
  ])('refuses %s %s', (flag, value) => {
    const write = jest.spyOn(process.stderr, 'write').mockReturnValue(true);
    expect(() => parseStorageOptions([flag, value])).toThrow(CommanderError);
    write.mockRestore();
  });
});
