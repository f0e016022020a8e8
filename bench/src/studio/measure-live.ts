import { setTimeout as delay } from 'node:timers/promises';
import type { Browser, Request } from 'playwright-core';
import { eventually } from '@genvideo/testing';
import { readCpuSeconds } from './read-cpu-seconds';
import type { LiveResult } from './studio-result';
import { readNotes, watchPage } from './watch-page';

/** How long the page may take to come to rest before it is measured, in milliseconds. */
const SETTLE_MS = 5_000;

export interface LiveOptions {
  url: string;
  running: number;
  seconds: number;
}

const isStream = (request: Request): boolean => new URL(request.url()).pathname === '/events';

/** What the first page takes while jobs run on it. */
export async function measureLive(
  browser: Browser,
  { url, running, seconds }: LiveOptions,
): Promise<LiveResult> {
  const context = await browser.newContext({ viewport: { width: 1_280, height: 900 } });
  try {
    const page = await context.newPage();
    const open = new Set<Request>();
    let asked = 0;
    page.on('request', (request) => (isStream(request) ? open.add(request) : (asked += 1)));
    for (const end of ['requestfinished', 'requestfailed'] as const)
      page.on(end as 'requestfinished', (request) => void open.delete(request));
    await watchPage(page);
    await page.goto(`${url}/`);
    await eventually(async () => (await page.locator('.way-row').count()) === running, {
      what: `${running} jobs on the page`,
      timeoutMs: 60_000,
    });
    await delay(SETTLE_MS);
    const [before, notesBefore, askedBefore] = [await readCpuSeconds(browser), await readNotes(page), asked];
    const startedAt = performance.now();
    await delay(seconds * 1_000);
    const [after, notesAfter] = [await readCpuSeconds(browser), await readNotes(page)];
    const elapsed = (performance.now() - startedAt) / 1_000;
    return {
      running,
      seconds,
      pageCpu: (after.page - before.page) / elapsed,
      browserCpu: (after.browser - before.browser) / elapsed,
      streams: open.size,
      requestsPerSecond: (asked - askedBefore) / elapsed,
      changesPerSecond: (notesAfter.changes - notesBefore.changes) / elapsed,
    };
  } finally {
    await context.close();
  }
}
