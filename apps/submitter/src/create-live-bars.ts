import { MultiBar } from 'cli-progress';
import { fitText } from './fit-text';
import type { Terminal } from './terminal';

/** A terminal that does not know its size says 0. */
const DEFAULT_COLUMNS = 80;
const REDRAWS_PER_SECOND = 5;

/** What a bar is given to show. */
export interface BarPayload {
  /** Called at each redraw. */
  draw?: () => string;
}

/** Bars at the foot of a terminal, each one line of text; what is logged goes above them. Stopping shows the cursor. */
export function createLiveBars(terminal: Terminal): MultiBar {
  return new MultiBar({
    stream: terminal,
    format: (_options, _params, { draw }: BarPayload) =>
      fitText(draw?.() ?? '', (terminal.columns || DEFAULT_COLUMNS) - 1),
    hideCursor: true,
    clearOnComplete: true,
    forceRedraw: true,
    // Ctrl-C is the program's own to handle.
    gracefulExit: false,
    fps: REDRAWS_PER_SECOND,
  });
}
