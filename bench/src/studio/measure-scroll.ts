import type { Browser, Page } from 'playwright-core';
import { eventually } from '@genvideo/testing';
import { toPercentiles } from '../watching/percentiles';
import type { ScrollResult } from './studio-result';
import { readNotes, timeFrames, watchPage } from './watch-page';

/** How far one turn of the wheel goes, in CSS pixels, and how many there are a second. */
const WHEEL_PIXELS = 240;
const PAUSE_MS = 16;

/** A frame that took longer is seen to hitch, in milliseconds. */
const SLOW_MS = 50;

const BYTES_PER_MIB = 1_024 * 1_024;

/** Runs in the page: turns the wheel until nothing more comes, and the last picture has been seen. */
const SCROLL = `new Promise((resolve) => {
  let still = 0;
  const turn = () => {
    const before = scrollY;
    scrollBy(0, ${WHEEL_PIXELS});
    still = scrollY === before ? still + 1 : 0;
    if (still > 120) resolve(document.querySelector('.count').textContent);
    else setTimeout(turn, ${PAUSE_MS});
  };
  turn();
})`;

const readHeap = async (page: Page): Promise<number> => {
  const session = await page.context().newCDPSession(page);
  await session.send('HeapProfiler.collectGarbage');
  const { usedSize } = await session.send('Runtime.getHeapUsage');
  return usedSize / BYTES_PER_MIB;
};

/** Scrolls the gallery from the first picture to the last, which has it load them all. */
export async function measureScroll(
  browser: Browser,
  { url, pictures }: { url: string; pictures: number },
): Promise<ScrollResult> {
  const context = await browser.newContext({ viewport: { width: 1_280, height: 900 } });
  try {
    const page = await context.newPage();
    page.setDefaultTimeout(300_000);
    await watchPage(page);
    await page.goto(`${url}/#/gallery?kind=image`);
    await eventually(async () => (await page.locator('.wall-cell').count()) > 0, { what: 'pictures' });
    const longBefore = (await readNotes(page)).longTasks.length;
    await timeFrames(page, true);
    const startedAt = performance.now();
    const told = await page.evaluate<string>(SCROLL);
    const seconds = (performance.now() - startedAt) / 1_000;
    await timeFrames(page, false);
    const shown = Number(/\d[\d,.]*/.exec(told)?.[0].replaceAll(/\D/g, '') ?? 0);
    if (shown !== pictures) throw new Error(`The gallery shows "${told}" of ${pictures} pictures.`);
    const { frames, shift, longTasks } = await readNotes(page);
    const long = longTasks.slice(longBefore);
    return {
      pictures: shown,
      seconds,
      frame: toPercentiles(frames),
      slowFrames: frames.filter((ms) => ms > SLOW_MS).length / frames.length,
      longTasks: long.length,
      longestTask: Math.max(0, ...long),
      shift,
      elements: await page.evaluate<number>('document.querySelectorAll("*").length'),
      heapMib: await readHeap(page),
    };
  } finally {
    await context.close();
  }
}
