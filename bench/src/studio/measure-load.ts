import type { Browser } from 'playwright-core';
import { eventually } from '@genvideo/testing';
import type { LoadResult } from './studio-result';
import { readNotes, watchPage } from './watch-page';

interface Timing {
  painted: number;
  scriptBytes: number;
  pageBytes: number;
}

const READ_TIMING = `(() => {
  const entries = performance.getEntriesByType('resource').filter(({ name }) => /\\/studio\\/[^/]+$/.test(name));
  const sum = (list) => list.reduce((total, { encodedBodySize }) => total + encodedBodySize, 0);
  const [page] = performance.getEntriesByType('navigation');
  return {
    painted: performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? 0,
    scriptBytes: sum(entries.filter(({ name }) => name.endsWith('.js'))),
    pageBytes: page.encodedBodySize + sum(entries),
  };
})()`;

/** Opens the first page in a profile that has never seen it. */
export async function measureLoad(browser: Browser, url: string): Promise<LoadResult> {
  const context = await browser.newContext({ viewport: { width: 1_280, height: 900 } });
  try {
    const page = await context.newPage();
    await watchPage(page);
    await page.goto(`${url}/`);
    await eventually(async () => (await readNotes(page)).ready !== null, { what: 'the page to be ready' });
    const { ready } = await readNotes(page);
    return { ready: ready ?? 0, ...(await page.evaluate<Timing>(READ_TIMING)) };
  } finally {
    await context.close();
  }
}
