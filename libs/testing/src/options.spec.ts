import { numberWithin, secondsWithin, shareWithin, toFileName, wholeWithin } from './options';

describe('readers of flags', () => {
  it('read what is within the limits, limits included', () => {
    expect([wholeWithin(0, 5)('0'), wholeWithin(1)('1000000'), wholeWithin(1, 5)('5')]).toEqual([0, 1e6, 5]);
    expect([numberWithin(0.2, 600)('0.2'), secondsWithin(0, 60)('1.5'), shareWithin(0, 0.9)('0.9')]).toEqual([
      0.2, 1.5, 0.9,
    ]);
    expect(toFileName('engine-2_b')).toBe('engine-2_b');
  });

  it.each([
    ['It must be a whole number from 1.', wholeWithin(1), '0'],
    ['It must be a whole number from 0 to 5.', wholeWithin(0, 5), '1.5'],
    ['It must be a whole number from 0 to 5.', wholeWithin(0, 5), ''],
    ['It must be a whole number from 0.', wholeWithin(0), 'Infinity'],
    ['It must be a number from 0.2 to 600.', numberWithin(0.2, 600), '0.1'],
    ['It must be seconds, from 0 to 60.', secondsWithin(0, 60), ' '],
    ['It must be a share, from 0 to 0.9.', shareWithin(0, 0.9), 'x'],
    ['It may have letters, digits, - and _.', toFileName, '../elsewhere'],
  ])('say "%s" of what is not', (words, read, text) => {
    expect(() => read(text)).toThrow(words);
  });
});
