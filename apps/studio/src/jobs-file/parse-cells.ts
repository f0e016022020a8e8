/** One line of a table, and where it begins in its file, from 1. */
export interface CellLine {
  line: number;
  cells: readonly string[];
}

const DELIMITERS = [',', ';', '\t'];

/** The delimiter of a table: spreadsheets of some countries write semicolons or tabs. */
export function findDelimiter(text: string): string {
  const first = text.trimStart().split(/\r?\n/, 1)[0] ?? '';
  return DELIMITERS.reduce((best, each) =>
    first.split(each).length > first.split(best).length ? each : best,
  );
}

/** What is read one character at a time, and what has been read so far. */
class CellReader {
  readonly lines: CellLine[] = [];
  private cells: string[] = [];
  private cell = '';
  private isQuoted = false;
  private line = 1;
  private first = 1;

  constructor(private readonly delimiter: string) {}

  read(character: string, next: string | undefined): boolean {
    if (character === '\n') this.line += 1;
    return this.isQuoted ? this.readQuoted(character, next) : this.readPlain(character);
  }

  end(): void {
    this.cells.push(this.cell.trim());
    if (this.cells.some((cell) => cell !== '')) this.lines.push({ line: this.first, cells: this.cells });
    this.cells = [];
    this.cell = '';
    this.first = this.line;
  }

  /** Gives whether the next character has been read with this one. */
  private readQuoted(character: string, next: string | undefined): boolean {
    if (character !== '"') this.cell += character;
    else if (next === '"') {
      this.cell += '"';
      return true;
    } else this.isQuoted = false;
    return false;
  }

  private readPlain(character: string): boolean {
    if (character === '"' && this.cell.trim() === '') {
      this.isQuoted = true;
      this.cell = '';
    } else if (character === this.delimiter) {
      this.cells.push(this.cell.trim());
      this.cell = '';
    } else if (character === '\n') this.end();
    else this.cell += character;
    return false;
  }
}

/** The cells of a table in CSV: quoted text may hold delimiters, line ends, and quotes written twice. */
export function parseCells(text: string): readonly CellLine[] {
  const plain = text.replace(/^\uFEFF/, '').replaceAll(/\r\n?/g, '\n');
  const reader = new CellReader(findDelimiter(plain));
  for (let at = 0; at < plain.length; at += 1) {
    if (reader.read(plain.charAt(at), plain[at + 1])) at += 1;
  }
  reader.end();
  return reader.lines;
}
