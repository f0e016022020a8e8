/** Strings whole, so that what they hold is not taken for structure; and the marks that are structure. */
const TOKENS = /"(?:[^"\\]|\\.)*"|[[\]{},:\n]|[^\s[\]{},:"]+/g;

interface Scan {
  line: number;
  /** The brackets that are open. */
  open: string[];
  /** The last string at top level: the key of what follows it. */
  key: string | null;
  /** How many brackets are open inside the list, or null outside of it. */
  listDepth: number | null;
  expectsItem: boolean;
  lines: number[];
}

const startsList = ({ open, key, lines }: Scan, keys: readonly string[]): boolean =>
  lines.length === 0 &&
  (open.length === 0 || (open.length === 1 && open[0] === '{' && keys.includes(key ?? '')));

const openBracket = (scan: Scan, token: string, keys: readonly string[]): void => {
  const opensList = token === '[' && scan.listDepth === null && startsList(scan, keys);
  scan.open.push(token);
  if (!opensList) return;
  scan.listDepth = scan.open.length;
  scan.expectsItem = true;
};

const closeBracket = (scan: Scan): void => {
  if (scan.open.length === scan.listDepth) scan.listDepth = null;
  scan.open.pop();
};

const noteItem = (scan: Scan, token: string): void => {
  if (scan.open.length !== scan.listDepth) return;
  if (token === ',') scan.expectsItem = true;
  else if (scan.expectsItem && token !== ']') {
    scan.lines.push(scan.line);
    scan.expectsItem = false;
  }
};

/**
 * The line, counted from 1, on which each item of a JSON list begins: of the list that is the whole text, or that the
 * object has under one of `keys`. The text is JSON that parses.
 */
export function findItemLines(text: string, keys: readonly string[]): number[] {
  const scan: Scan = { line: 1, open: [], key: null, listDepth: null, expectsItem: false, lines: [] };
  for (const [token] of text.matchAll(TOKENS)) {
    if (token === '\n') {
      scan.line += 1;
      continue;
    }
    noteItem(scan, token);
    if (token === '[' || token === '{') openBracket(scan, token, keys);
    else if (token === ']' || token === '}') closeBracket(scan);
    else if (scan.open.length === 1 && token.startsWith('"')) scan.key = token.slice(1, -1);
  }
  return scan.lines;
}
