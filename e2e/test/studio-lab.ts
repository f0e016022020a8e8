import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import type { Browser, Locator, Page } from 'playwright-core';
import { createResourceStack, eventually, loadTestEnvironment, WORKSPACE_ROOT } from '@genvideo/testing';
import { launchBrowser } from '@genvideo/testing/browser';
import { freePort } from '@genvideo/temporal-server';
import { openJobStack, type JobStack } from './job-stack';
import { openStudio, type OpenStudioOptions } from './open-studio';

const KEY = 'the-key-of-the-studio';

/** Where screenshots go that STUDIO_SCREENSHOTS=true makes anew; null leaves them as they are. */
const SCREENSHOTS =
  process.env['STUDIO_SCREENSHOTS'] === 'true' ? path.join(WORKSPACE_ROOT, 'docs/images/studio') : null;

const SAMPLES: readonly [prompt: string, width: number, height: number][] = [
  ['A lighthouse in a storm, waves breaking over the rocks', 1_280, 720],
  ['Paper boats on a rainy street, reflections, evening', 768, 1_024],
  ['A fox asleep in the snow, seen from above', 1_024, 1_024],
  ['An orchard in bloom, bees, macro, soft light', 1_280, 720],
  ['A tram crossing an old bridge at dawn, fog', 1_024, 768],
  ['A glass greenhouse full of ferns, film grain', 720, 1_280],
  ['Northern lights above a wooden hut', 1_280, 720],
  ['A market in the morning, baskets of lemons', 1_024, 1_024],
];

/** The studio of a stack of its own, in a browser. */
export interface StudioLab {
  url: string;
  key: string;
  stack: JobStack;
  browser: Browser;
  open: (place?: string, options?: Partial<OpenStudioOptions>) => Promise<Page>;
  /** Kills the API and starts it again when the promise that it gives has been waited for. */
  killApi: () => Promise<() => Promise<void>>;
  /** Asks the API. */
  ask: (
    place: string,
    init?: { method?: string; headers?: Record<string, string>; body?: string },
  ) => Promise<Response>;
  /** Makes something to look at, where screenshots are taken. */
  makeSamples: () => Promise<void>;
  takeScreenshot: (page: Page, name: string) => Promise<void>;
  close: () => Promise<void>;
}

/** Starts everything; close it in the end. */
export async function openStudioLab(): Promise<StudioLab> {
  const resources = createResourceStack();
  const apiPort = await freePort();
  const url = `http://127.0.0.1:${apiPort}/`;
  const stack = resources.add(
    await openJobStack({
      address: loadTestEnvironment().address,
      apiPort,
      mock: { imageSeconds: 0.4, videoSeconds: 1, light: false },
      env: { REQUIRE_API_KEY: 'true', API_KEYS: KEY, MAX_CONCURRENT_JOBS: '8' },
    }),
  );
  const [, firstApi, browser] = await Promise.all([stack.startWorker(), stack.startApi(), launchBrowser()]);
  resources.add(browser);
  let api = firstApi;
  const ask: StudioLab['ask'] = (place, { headers, ...init } = {}) =>
    fetch(`${url}${place}`, {
      ...init,
      headers: { 'content-type': 'application/json', 'x-api-key': KEY, ...headers },
    });
  const makeSample = async ([prompt, width, height]: (typeof SAMPLES)[number]): Promise<void> => {
    const job = { prompt, width, height, user_id: 'ada', style: 'cinematic', duration: 2 };
    await ask('jobs', { method: 'POST', headers: { prefer: 'wait=60' }, body: JSON.stringify(job) });
  };
  return {
    ...{ url, key: KEY, stack, browser, ask },
    open: (place = '/create', options = {}) => openStudio(browser, { url, key: KEY, place, ...options }),
    async killApi() {
      api.kill('SIGKILL');
      await api.exited;
      return async () => void (api = await stack.startApi());
    },
    async makeSamples() {
      if (SCREENSHOTS !== null) await Promise.all(SAMPLES.map(makeSample));
    },
    async takeScreenshot(page, name) {
      if (SCREENSHOTS === null) return;
      await mkdir(SCREENSHOTS, { recursive: true });
      await page.screenshot({ path: path.join(SCREENSHOTS, `${name}.jpg`), type: 'jpeg', quality: 80 });
    },
    close: () => resources.end(),
  };
}

/** Waits for an expression; Playwright's own wait would need a page that may evaluate texts. */
export function isTrue(page: Page, expression: string): Promise<unknown> {
  return eventually(() => page.evaluate<boolean>(expression), { what: expression, timeoutMs: 30_000 });
}

/** The chip that says how a job or batch is. */
export function findChip(page: Page, text: string): Locator {
  return page.locator('.chip', { hasText: text }).first();
}

/** Hands a prompt in, by the button or by Ctrl+Enter, and goes to the page of its job. */
export async function submitPrompt(
  page: Page,
  prompt: string,
  by: 'button' | 'keys' = 'button',
): Promise<string> {
  const field = page.getByRole('textbox', { name: 'Prompt' });
  await field.fill(prompt);
  await (by === 'keys'
    ? field.press('Control+Enter')
    : page.getByRole('button', { name: 'Generate' }).click());
  await page.getByRole('link', { name: prompt }).first().click();
  await page.waitForURL(/#\/jobs\//);
  return toPlaceId(page);
}

/** The id in the address of a page. */
export function toPlaceId(page: Page): string {
  return decodeURIComponent(page.url().split('/').at(-1) ?? '');
}
