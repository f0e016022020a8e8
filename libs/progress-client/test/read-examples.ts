import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { WORKSPACE_ROOT } from '@genvideo/testing';

/** A program of a README, and what its comments promise. */
export interface Example {
  heading: string;
  code: string;
  /** What its comments promise of what it writes. */
  promised: string[];
}

/** The programs of this package's README. */
export async function readExamples(): Promise<Example[]> {
  const text = await readFile(path.join(WORKSPACE_ROOT, 'libs/progress-client/README.md'), 'utf8');
  return text.split(/^## /m).flatMap((section) => {
    const [heading = ''] = section.split('\n');
    return [...section.matchAll(/^```js\n(.*?)^```/gms)].map(([, code = '']) => ({
      heading,
      code,
      promised: [...code.matchAll(/console\.log\(.*\); \/\/ (.+)$/gm)].flatMap(([, words = '']) =>
        words.split(', '),
      ),
    }));
  });
}
