import { withLosses } from './with-losses';

/** A disk that is full for a while; of a line that does not fit, the first bytes do. */
const createDisk = () => {
  const disk = { text: '', freeBytes: Infinity };
  return {
    disk,
    sink: {
      write(line: string) {
        const written = Math.min(line.length, disk.freeBytes);
        disk.text += line.slice(0, written);
        disk.freeBytes -= written;
        if (written < line.length) throw Object.assign(new Error('ENOSPC'), { written });
      },
    },
  };
};

describe('withLosses', () => {
  it('outlives a full disk, and says what was lost', () => {
    const { disk, sink } = createDisk();
    const told: unknown[] = [];
    const lossy = withLosses(sink, {
      onTrouble: (error) => told.push(error),
      onRecovered: (lost) => told.push(lost),
    });
    lossy.write('one\n');
    disk.freeBytes = 2;
    lossy.write('two\n');
    lossy.write('three\n');
    disk.freeBytes = Infinity;
    lossy.write('four\n');
    expect(disk.text).toBe('one\ntw\nfour\n');
    expect(told).toEqual([new Error('ENOSPC'), 2]);
  });
});
