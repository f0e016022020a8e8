import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';

/** The lines of a stream that hold something, one at a time. */
export async function* readLines(body: Readable): AsyncGenerator<string> {
  const lines = createInterface({ input: body, crlfDelay: Infinity });
  let failure: Error | null = null;
  body.once('error', (error: Error) => {
    failure = error;
    lines.close();
  });
  try {
    for await (const line of lines) if (line !== '') yield line;
    // readline ends quietly when its stream fails.
    if (failure !== null) throw failure as Error;
  } finally {
    lines.close();
    body.destroy();
  }
}
