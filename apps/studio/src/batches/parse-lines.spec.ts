import { parseLines } from './parse-lines';

const line = (index: number, attempt = 1, status = 'completed'): string =>
  `${JSON.stringify({ index, attempt, status, workflow_id: null, type: null, result: null, error: null })}\n`;

describe('parseLines', () => {
  it('sorts items as they were handed in, whenever they ended', () => {
    expect(parseLines(line(2) + line(0) + line(1)).map(({ index }) => index)).toEqual([0, 1, 2]);
  });

  it('leaves out a line that is cut off', () => {
    expect(parseLines(line(0) + line(1).slice(0, 20))).toHaveLength(1);
    expect(parseLines(line(0).trim())).toEqual([]);
  });

  it('takes the latest of an item that ran again, wherever it stands', () => {
    const [only] = parseLines(line(4, 2) + line(4, 1, 'failed'));
    expect(only).toMatchObject({ attempt: 2, status: 'completed' });
  });
});
