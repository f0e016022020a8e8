/** Mean width of a character of DejaVu Sans Bold, as a share of the font size. */
const meanCharacterWidth = 0.66;
const lineHeight = 1.28;

/** Text broken into lines of one font size (pixels). */
export interface WrappedText {
  readonly lines: readonly string[];
  readonly fontSize: number;
  readonly lineHeight: number;
}

/** Breaks the text with the largest font that fits into the box (pixels); cuts it when even the smallest does not. */
export function wrapText(text: string, box: { width: number; height: number }): WrappedText {
  const largest = Math.max(8, Math.round(box.width / 9));
  const smallest = Math.max(6, Math.round(box.width / 40));
  for (let fontSize = largest; fontSize >= smallest; fontSize = Math.floor(fontSize * 0.92)) {
    const lines = breakLines(text, charactersPerLine(box.width, fontSize));
    if (lines.length * fontSize * lineHeight <= box.height)
      return { lines, fontSize, lineHeight: fontSize * lineHeight };
  }
  const fits = Math.max(1, Math.floor(box.height / (smallest * lineHeight)));
  const lines = breakLines(text, charactersPerLine(box.width, smallest));
  const shown = lines.length > fits ? [...lines.slice(0, fits - 1), `${lines[fits - 1] ?? ''}…`] : lines;
  return { lines: shown, fontSize: smallest, lineHeight: smallest * lineHeight };
}

function charactersPerLine(width: number, fontSize: number): number {
  return Math.max(4, Math.floor(width / (fontSize * meanCharacterWidth)));
}

/** Breaks at blanks, and inside words that are longer than a line. */
function breakLines(text: string, longest: number): string[] {
  const lines: string[] = [];
  let line = '';
  const words = text.split(/\s+/).flatMap((word) => word.match(new RegExp(`.{1,${longest}}`, 'gu')) ?? []);
  for (const word of words) {
    const longer = line === '' ? word : `${line} ${word}`;
    if (longer.length <= longest) {
      line = longer;
    } else {
      lines.push(line);
      line = word;
    }
  }
  return [...lines, line];
}
