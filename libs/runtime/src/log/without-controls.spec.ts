import { withoutControls } from './without-controls';

const toShown = (text: string): string =>
  (JSON.parse(withoutControls(JSON.stringify({ text }))) as { text: string }).text;

describe('withoutControls', () => {
  it.each([
    ['clears the screen \u001b[2J', 'clears the screen ?[2J'],
    ['writes over\rthis line', 'writes over?this line'],
    ['rings \u0007, and moves by \u009b1A', 'rings ?, and moves by ?1A'],
    ['\u0000\b\f\u007f', '????'],
  ])('takes from a terminal what would %j', (text, shown) => {
    expect(toShown(text)).toBe(shown);
  });

  it.each(['two\nlines\tand "quotes"', 'C:\\ring\\u001b', 'ein Bär, 鳥, 🪁'])(
    'leaves %j as it is',
    (text) => {
      expect(toShown(text)).toBe(text);
    },
  );
});
