import { mkdir } from 'node:fs/promises';
import { request as forward } from 'node:http';
import path from 'node:path';
import type { Browser, Locator, Page } from 'playwright-core';
import {
  createResourceStack,
  eventually,
  loadTestEnvironment,
  startHttpServer,
  WORKSPACE_ROOT,
} from '@genvideo/testing';
import { freePort } from '@genvideo/temporal-server';
import { BROWSER, launchBrowser, SKIPPED_WITHOUT } from '../test/browser';
import { openJobStack, type JobStack } from '../test/job-stack';
import { complaints, enterKey, findBarriers, goTo, openStudio } from '../test/open-studio';

const KEY = 'the-key-of-the-studio';
const PROMPT = 'A red kite over the dunes at dusk, long shadows';

/** Where screenshots go that STUDIO_SCREENSHOTS=true makes anew; null leaves them as they are. */
const SCREENSHOTS =
  process.env['STUDIO_SCREENSHOTS'] === 'true' ? path.join(WORKSPACE_ROOT, 'docs/images/studio') : null;

const takeScreenshot = async (page: Page, name: string): Promise<void> => {
  if (SCREENSHOTS === null) return;
  await mkdir(SCREENSHOTS, { recursive: true });
  await page.screenshot({ path: path.join(SCREENSHOTS, `${name}.jpg`), type: 'jpeg', quality: 80 });
};

const THEMES = ['light', 'dark'] as const;
const PHONE = { width: 390, height: 844 };

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

/** Waits for an expression; Playwright's own wait would need a page that may evaluate texts. */
const isTrue = (page: Page, expression: string): Promise<unknown> =>
  eventually(() => page.evaluate<boolean>(expression), { what: expression, timeoutMs: 30_000 });

const describeInBrowser = BROWSER === undefined ? describe.skip : describe;

describeInBrowser(`the studio ${SKIPPED_WITHOUT}`, () => {
  const resources = createResourceStack();
  let url: string;
  let stack: JobStack;
  let browser: Browser;
  let stopApi: (signal: 'SIGKILL') => Promise<void>;
  /** Of the job that the first spec has finished. */
  let finished: string;
  let batch: string;

  const startApi = async (): Promise<void> => {
    const api = await stack.startApi();
    stopApi = async (signal) => {
      api.kill(signal);
      await api.exited;
    };
  };
  const open = (place = '/create', options: object = {}): Promise<Page> =>
    openStudio(browser, { url, key: KEY, place, ...options });

  const submit = async (page: Page, prompt = PROMPT): Promise<void> => {
    await page.getByRole('textbox', { name: 'Prompt' }).fill(prompt);
    await page.getByRole('button', { name: 'Generate' }).click();
    await page.getByRole('link', { name: prompt }).first().click();
    await page.waitForURL(/#\/jobs\//);
  };
  const idOf = (page: Page): string => decodeURIComponent(page.url().split('/').at(-1) ?? '');
  const chip = (page: Page, text: string): Locator => page.locator('.chip', { hasText: text }).first();

  /** Something to look at on screenshots. */
  const makeSamples = async (): Promise<void> => {
    const made = SAMPLES.map(async ([prompt, width, height]) => {
      const answer = await fetch(`${url}jobs`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', 'x-api-key': KEY, prefer: 'wait=60' },
        body: JSON.stringify({ prompt, width, height, user_id: 'ada', style: 'cinematic', duration: 2 }),
      });
      expect(answer.status).toBe(200);
    });
    await Promise.all(made);
  };

  beforeAll(async () => {
    const apiPort = await freePort();
    url = `http://127.0.0.1:${apiPort}/`;
    stack = resources.add(
      await openJobStack({
        address: loadTestEnvironment().address,
        apiPort,
        mock: { imageSeconds: 0.5, videoSeconds: 1.5, light: false },
        env: { REQUIRE_API_KEY: 'true', API_KEYS: KEY, MAX_CONCURRENT_JOBS: '4' },
      }),
    );
    await Promise.all([stack.startWorker(), startApi()]);
    browser = resources.add(await launchBrowser());
    if (SCREENSHOTS !== null) await makeSamples();
  }, 180_000);
  afterAll(() => resources.end());
  afterEach(async () => {
    await Promise.all(browser.contexts().map((context) => context.close()));
  });

  it('asks for a key where one is needed, and says so when it is wrong', async () => {
    const page = await open('/create', { key: null });
    await enterKey(page, 'a-key-of-somewhere-else');
    await page.getByText('That key is not known here').waitFor();
    await enterKey(page, KEY);
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    expect(await page.getByRole('heading', { level: 1 }).textContent()).toBe('What should we make?');
    expect(page.url()).not.toContain(KEY);
  });

  it('takes a prompt and shows the finished video, which can be sought in', async () => {
    const page = await open();
    await submit(page);
    finished = idOf(page);
    await page.locator('video').waitFor();
    await isTrue(page, 'document.querySelector("video").readyState >= 1');
    const source = await page.evaluate<string>('document.querySelector("video").currentSrc');
    const part = await fetch(source, { headers: { range: 'bytes=10-19' } });
    expect([part.status, (await part.arrayBuffer()).byteLength]).toEqual([206, 10]);
    await chip(page, 'Finished').waitFor();

    await goTo(page, '/gallery');
    await page
      .getByRole('link', { name: `Video: ${PROMPT}` })
      .first()
      .waitFor();
    await page.getByRole('searchbox').or(page.getByLabel('Search prompts')).first().fill('nothing like it');
    await page.getByText('Nothing matches.').waitFor();
  });

  it('tells two tabs the same, from the picture to the end', async () => {
    await stack.mock.setFaults({ video: { slow_progress: 2 } });
    const [mine, other] = [await open(), await open()];
    const prompt = 'Two tabs look at one paper boat';
    await mine.getByRole('textbox', { name: 'Prompt' }).fill(prompt);
    await mine.getByRole('button', { name: 'Generate' }).click();
    const link = other.getByRole('link', { name: prompt }).first();
    await link.waitFor();
    await mine.getByRole('link', { name: prompt }).first().click();
    await link.click();
    for (const page of [mine, other]) await page.locator('video').waitFor();
    for (const page of [mine, other]) await chip(page, 'Finished').waitFor();
    await stack.mock.setFaults({ video: { slow_progress: 1 } });
  });

  it('cancels a job, down to the provider, once its visitor is sure', async () => {
    await stack.mock.setFaults({ video: { slow_progress: 60 } });
    const page = await open();
    await submit(page, 'A lighthouse that nobody wants any more');
    await page.locator('.stage-preview img').waitFor();
    await page.getByRole('button', { name: 'Cancel job' }).click();
    await page.getByRole('button', { name: 'Keep it running' }).click();
    await page.getByRole('button', { name: 'Cancel job' }).click();
    await page.getByRole('button', { name: 'Cancel the job' }).click();
    await chip(page, 'Cancelled').waitFor();
    await stack.mock.setFaults({ video: { slow_progress: 1 } });
  });

  it('says that the connection is lost, and goes on by itself when the API is back', async () => {
    await stack.mock.setFaults({ video: { slow_progress: 6 } });
    const page = await open();
    await submit(page, 'A river that is dammed for a moment');
    await page.locator('.stage-preview img').waitFor();
    await stopApi('SIGKILL');
    await page.getByText('The connection is lost').waitFor();
    await startApi();
    await page.getByText('The connection is lost').waitFor({ state: 'hidden' });
    await page.locator('video').waitFor();
    await chip(page, 'Finished').waitFor();
    await stack.mock.setFaults({ video: { slow_progress: 1 } });
  });

  it('changes the limit while it runs', async () => {
    const page = await open('/operations');
    const limit = page.getByLabel('Change the limit', { exact: true });
    await limit.fill('25');
    await limit.press('Tab');
    await page.getByRole('button', { name: 'Apply' }).click();
    await page.getByText('The limit is 25 now.').waitFor({ state: 'attached' });
    const answer = await fetch(`${url}limiter`, { headers: { 'x-api-key': KEY } });
    expect(await answer.json()).toMatchObject({ capacity: 25 });
  });

  it('makes a batch of 100 from a file, and shows it to its end', async () => {
    await stack.mock.setFaults({ image: { slow_progress: 0.1 } });
    const lines = Array.from({ length: 100 }, (_, index) => `Pebble number ${index},image,64,64`);
    const page = await open();
    await page.locator('input[type=file]').setInputFiles({
      name: 'pebbles.csv',
      mimeType: 'text/csv',
      buffer: Buffer.from(['prompt,job_type,width,height', ...lines].join('\n')),
    });
    await page.getByLabel('At once', { exact: true }).fill('25');
    await page.getByRole('button', { name: 'Start 100 items' }).click();
    await page.waitForURL(/#\/batches\//);
    batch = idOf(page);
    await chip(page, 'Finished').waitFor({ timeout: 120_000 });
    const counts = page.locator('.legend-completed dd');
    await eventually(async () => (await counts.textContent()) === '100', {
      what: '100 items to be finished',
    });
    await stack.mock.setFaults({ image: { slow_progress: 1 } });
  });

  const toPlaces = (): [name: string, place: string][] => [
    ['create', '/create'],
    ['gallery', '/gallery?kind=video'],
    ['job', `/jobs/${finished}`],
    ['batches', '/batches'],
    ['batch', `/batches/${batch}`],
    ['operations', '/operations'],
    ['study', '/study'],
  ];

  /** Shows a page until all of its pictures are there. */
  const show = async (page: Page, place: string): Promise<void> => {
    await goTo(page, place);
    await page.getByRole('heading', { level: 1 }).waitFor({ state: 'attached' });
    await isTrue(page, '[...document.images].every((image) => image.complete)');
  };

  it.each(THEMES)('puts no barriers up on any page, in %s colours', async (colorScheme) => {
    const page = await open('/create', { colorScheme, viewport: { width: 1280, height: 900 } });
    for (const [name, place] of toPlaces()) {
      await show(page, place);
      expect([name, await findBarriers(page)]).toEqual([name, []]);
      await takeScreenshot(page, `${name}-${colorScheme}`);
    }
  });

  it('fits a phone, page by page', async () => {
    const page = await open('/create', { viewport: PHONE, hasTouch: true, isMobile: true });
    for (const [name, place] of toPlaces()) {
      await show(page, place);
      const width = await page.evaluate<number>('document.documentElement.scrollWidth');
      expect([name, width]).toEqual([name, PHONE.width]);
      expect(await page.getByRole('link', { name: 'Operations' }).first().isVisible()).toBe(true);
      if (name === 'create') await takeScreenshot(page, 'phone');
    }
  });

  it('stands under a prefix, pictures and all', async () => {
    const proxy = resources.add(
      await startHttpServer((request, response) => {
        const target = new URL((request.url ?? '').replace(/^\/films\//, ''), url);
        const { method, headers } = request;
        const onward = forward(target, { method, headers }, (answer) => {
          response.writeHead(answer.statusCode ?? 502, answer.headers);
          answer.pipe(response);
        });
        onward.on('error', () => response.destroy());
        request.pipe(onward);
      }),
    );
    const page = await openStudio(browser, {
      url: `${proxy.url}/films/`,
      key: KEY,
      place: '/gallery?kind=video',
    });
    const picture = page
      .getByRole('link', { name: `Video: ${PROMPT}` })
      .first()
      .locator('img');
    await picture.waitFor();
    await isTrue(page, '[...document.images].some((image) => image.naturalWidth > 0)');
  });

  it('has broken no rule of its own on any of these pages', () => {
    expect(complaints).toEqual([]);
  });
});
