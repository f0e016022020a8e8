import { createRequire } from 'node:module';
import { readFileSync } from 'node:fs';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';

export interface OpenStudioOptions extends BrowserContextOptions {
  /** Where the studio is, with its slash. */
  url: string;
  /** The key that it asks for; null leaves it asking. */
  key: string | null;
  /** What comes behind the `#`. Default: the first page. */
  place?: string;
}

/** What a page must never do; it is added to whatever page does it. */
export const complaints: string[] = [];

const BAD = /Content Security Policy|Uncaught|Failed to decode/i;

/** Sums up by how much what is on a page has moved without anybody asking for it. */
const NOTE_SHIFTS = `window.shift = 0;
new PerformanceObserver((list) => {
  for (const entry of list.getEntries()) if (!entry.hadRecentInput) window.shift += entry.value;
}).observe({ type: 'layout-shift', buffered: true });`;

/** How much has moved since this was asked last: 0.1 and less counts as nothing. */
export function takeShift(page: Page): Promise<number> {
  return page.evaluate<number>('(() => { const { shift } = window; window.shift = 0; return shift; })()');
}

/** Opens the studio in a browser profile of its own, and enters the key. */
export async function openStudio(
  browser: Browser,
  { url, key, place = '', ...options }: OpenStudioOptions,
): Promise<Page> {
  const context = await browser.newContext({ locale: 'en-GB', reducedMotion: 'reduce', ...options });
  const page = await context.newPage();
  page.setDefaultTimeout(30_000);
  await page.addInitScript(NOTE_SHIFTS);
  page.on('pageerror', (error) => complaints.push(error.message));
  page.on('console', (message) => {
    if (BAD.test(message.text())) complaints.push(message.text());
  });
  await page.goto(`${url}#${place}`);
  if (key !== null) await enterKey(page, key);
  return page;
}

/** Enters a key where the studio asks for one. */
export async function enterKey(page: Page, key: string): Promise<void> {
  await page.getByLabel('API key').fill(key);
  await page.getByRole('button', { name: 'Open the studio' }).click();
}

/** Goes to another page of the studio that is open. */
export async function goTo(page: Page, place: string): Promise<void> {
  await page.evaluate(`location.hash = ${JSON.stringify(place)}`);
}

const AXE = readFileSync(createRequire(__filename).resolve('axe-core/axe.min.js'), 'utf8');

interface AxeResult {
  violations: { id: string; nodes: { html: string; failureSummary: string }[] }[];
}

/** What axe finds wrong with a page for those who cannot see it, or use no mouse. */
export async function findBarriers(page: Page): Promise<string[]> {
  await page.evaluate(AXE);
  const { violations } = await page.evaluate<AxeResult>('axe.run()');
  return violations.flatMap(({ id, nodes }) =>
    nodes.map(({ html, failureSummary }) => `${id}: ${html.slice(0, 200)} ${failureSummary}`),
  );
}
