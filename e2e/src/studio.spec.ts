import path from 'node:path';
import type { Page } from 'playwright-core';
import { eventually, WORKSPACE_ROOT } from '@genvideo/testing';
import { BROWSER, SKIPPED_WITHOUT } from '@genvideo/testing/browser';
import { complaints, enterKey, findBarriers, goTo, openStudio, takeShift } from '../test/open-studio';
import { startPrefixProxy } from '../test/start-prefix-proxy';
import { findChip, isTrue, openStudioLab, submitPrompt, toPlaceId, type StudioLab } from '../test/studio-lab';

const PROMPT = 'A red kite over the dunes at dusk, long shadows';
const REPORT = path.join(WORKSPACE_ROOT, 'docs/study/sample-report.json');
/** How long something may take on a machine that does much else, in milliseconds. */
const BUSY_MS = 120_000;

const PHONE = { width: 390, height: 844 };

/** All scripts of the page as they are sent, in bytes. */
const SCRIPT_BYTES = `performance.getEntriesByType('resource')
  .filter(({ name }) => name.endsWith('.js'))
  .reduce((sum, { encodedBodySize }) => sum + encodedBodySize, 0)`;

const PROMPT_DIRECTION = `getComputedStyle(document.querySelector('p.prompt')).direction`;

const MOST_SCRIPT_BYTES = 200_000;

/** Two pixels wide, three high. */
const PNG = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAIAAAADCAIAAAA2iEnWAAAAGUlEQVR4nGM4wRAFRAwnNKKAiOFEQBQQAQBPfwe9t/7RfwAAAABJRU5ErkJggg==',
  'base64',
);

const describeInBrowser = BROWSER === undefined ? describe.skip : describe;

describeInBrowser(`the studio ${SKIPPED_WITHOUT}`, () => {
  let lab: StudioLab;
  /** Of the job that a spec has finished, and of the batch. */
  let finished: string;
  let batch: string;

  beforeAll(async () => {
    lab = await openStudioLab();
  }, 180_000);
  afterAll(() => lab.close());
  afterEach(async () => {
    await Promise.all(lab.browser.contexts().map((context) => context.close()));
  });

  it('asks for a key where one is needed, and says so when it is wrong', async () => {
    const page = await lab.open('/create', { key: null });
    await enterKey(page, 'a-key-of-somewhere-else');
    await page.getByText('That key is not known here').waitFor();
    await enterKey(page, lab.key);
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    expect(await page.getByRole('heading', { level: 1 }).textContent()).toBe('What should we make?');
    expect(page.url()).not.toContain(lab.key);
    expect(await page.evaluate<number>(SCRIPT_BYTES)).toBeLessThan(MOST_SCRIPT_BYTES);
  });

  it('changes the limit while it runs', async () => {
    const page = await lab.open('/operations');
    const limit = page.getByLabel('Change the limit', { exact: true });
    await limit.fill('25');
    await limit.press('Tab');
    await page.getByRole('button', { name: 'Apply' }).click();
    await page.getByText('The limit is 25 now.').waitFor({ state: 'attached' });
    expect(await (await lab.ask('limiter')).json()).toMatchObject({ capacity: 25 });
  });

  // It goes on while the next specs run; one of them looks at its end.
  it('makes a batch of 100 from a file, and says what it leaves out', async () => {
    const page = await lab.open();
    const lines = Array.from({ length: 100 }, (_, index) => `Pebble number ${index},image,64,64,1`);
    await page.getByLabel('choose a file').setInputFiles({
      name: 'pebbles.csv',
      mimeType: 'text/csv',
      buffer: Buffer.from(['prompt,job_type,width,height,priority', ...lines].join('\n')),
    });
    await page.getByText('Left out, since a batch has no place for it: priority.').waitFor();
    await page.getByLabel('At once', { exact: true }).fill('8');
    await page.getByRole('button', { name: 'Start 100 items' }).click();
    await page.waitForURL(/#\/batches\//);
    batch = toPlaceId(page);
  });

  it('tells two tabs the same of a prompt, up to the finished video, which can be sought in', async () => {
    await lab.stack.mock.setFaults({ video: { slow_progress: 2 } });
    const [mine, other] = await Promise.all([lab.open(), lab.open()]);
    finished = await submitPrompt(mine, PROMPT);
    await other.getByRole('link', { name: PROMPT }).first().click();
    for (const page of [mine, other]) await page.locator('video').waitFor({ timeout: BUSY_MS });
    for (const page of [mine, other]) await findChip(page, 'Finished').waitFor();
    await isTrue(mine, 'document.querySelector("video").readyState >= 1');
    const source = await mine.evaluate<string>('document.querySelector("video").currentSrc');
    const part = await fetch(source, { headers: { range: 'bytes=10-19' } });
    expect([part.status, (await part.arrayBuffer()).byteLength]).toEqual([206, 10]);

    await goTo(mine, '/gallery?kind=video');
    await mine
      .getByRole('link', { name: `Video: ${PROMPT}` })
      .first()
      .waitFor();
    await mine.getByLabel('Search prompts').first().fill('nothing like it');
    await mine.getByText('Nothing matches.').waitFor();
  });

  it('takes a prompt by Ctrl+Enter, and cancels it, down to the provider, once its visitor is sure', async () => {
    await lab.stack.mock.setFaults({ video: { slow_progress: 60 } });
    const page = await lab.open();
    await submitPrompt(page, 'A lighthouse that nobody wants any more', 'keys');
    await page.locator('.stage-preview img').waitFor();
    await page.getByRole('button', { name: 'Cancel job' }).click();
    await page.getByRole('dialog').waitFor();
    expect(await findBarriers(page)).toEqual([]);
    await page.getByRole('button', { name: 'Keep it running' }).click();
    await page.getByRole('button', { name: 'Cancel job' }).click();
    await page.getByRole('button', { name: 'Cancel the job' }).click();
    await findChip(page, 'Cancelled').waitFor();
  });

  it('starts a video from a picture, and says of other files that they are none', async () => {
    await lab.stack.mock.setFaults({ video: { slow_progress: 1 } });
    const page = await lab.open();
    const input = page.getByLabel('Start from a picture', { exact: true });
    await input.setInputFiles({ name: 'fox.png', mimeType: 'image/png', buffer: Buffer.from('a fox') });
    await page.getByText('That file is no picture that this browser can open.').waitFor();
    await input.setInputFiles({ name: 'fox.png', mimeType: 'image/png', buffer: PNG });
    await page.getByText('Starts from this picture').waitFor();
    await isTrue(page, 'document.querySelector(".start-thumb").naturalWidth === 2');
    const id = await submitPrompt(page, 'A fox that was there before');
    await findChip(page, 'Finished').waitFor();
    expect(await (await lab.ask(`workflows/${id}/result`)).json()).toMatchObject({ submissions: 1 });
  });

  it.each([
    ['markup', '<img src=x onerror="document.title=1"><script>alert(1)</script> & a fox', 'ltr'],
    ['a prompt from right to left', 'قارب صغير على بحيرة هادئة عند الفجر', 'rtl'],
    ['2,500 emoji', '🦊'.repeat(2_500), 'ltr'],
  ])('shows %s as it was written', async (_what, prompt, direction) => {
    const job = { prompt, user_id: 'ada', job_type: 'image', width: 64, height: 64 };
    const answer = await lab.ask('jobs', { method: 'POST', body: JSON.stringify(job) });
    const { workflow_id: id } = (await answer.json()) as { workflow_id: string };
    const page = await lab.open(`/jobs/${id}`, { viewport: PHONE });
    await page.locator('p.prompt', { hasText: prompt }).waitFor();
    expect(await page.evaluate<string>(PROMPT_DIRECTION)).toBe(direction);
    expect(await page.locator('img[src="x"]').count()).toBe(0);
    const width = await page.evaluate<number>('document.documentElement.scrollWidth');
    expect(width).toBeLessThanOrEqual(PHONE.width);
  });

  it('says that a job is gone when it is deleted before the eyes of its visitor', async () => {
    await lab.stack.mock.setFaults({ video: { slow_progress: 60 } });
    const page = await lab.open();
    const workflowId = await submitPrompt(page, 'A sandcastle at high tide');
    await page.locator('.stage-preview img').waitFor();
    const { workflowService, options } = lab.stack.client;
    await workflowService.deleteWorkflowExecution({
      namespace: options.namespace,
      workflowExecution: { workflowId },
    });
    await page.getByText('This job is not there any more.').waitFor();
  });

  it('says that the connection is lost, goes on by itself when the API is back, and sees that it was built anew', async () => {
    await lab.stack.mock.setFaults({ video: { slow_progress: 5 } });
    const page = await lab.open();
    await submitPrompt(page, 'A river that is dammed for a moment');
    await page.locator('.stage-preview img').waitFor();
    const startAgain = await lab.killApi();
    const otherPage = { contentType: 'text/html', body: '<script src="studio/app-OTHER.js"></script>' };
    await page.route(lab.url, (route) => route.fulfill(otherPage));
    await page.getByText('The connection is lost').waitFor();
    await startAgain();
    await page.getByText('The connection is lost').waitFor({ state: 'hidden' });
    await page.getByText('The server has another build of this page.').waitFor();
    await page.locator('video').waitFor();
    await findChip(page, 'Finished').waitFor();
  });

  it('shows the batch to its end', async () => {
    const page = await lab.open(`/batches/${batch}`);
    await findChip(page, 'Finished').waitFor({ timeout: BUSY_MS });
    const counts = page.locator('.legend-completed dd');
    await eventually(async () => (await counts.textContent()) === '100', {
      what: '100 items to be finished',
    });
  });

  it('goes from picture to picture by the arrow keys', async () => {
    const page = await lab.open('/gallery');
    await page.locator('[data-index="1"] a').waitFor();
    await page.locator('[data-index="0"] a').focus();
    const press = async (key: string): Promise<number> => {
      await page.keyboard.press(key);
      return page.evaluate<number>('Number(document.activeElement.closest("[data-index]").dataset.index)');
    };
    expect([await press('ArrowRight'), await press('ArrowLeft'), await press('ArrowLeft')]).toEqual([
      1, 0, 0,
    ]);
    const below = await press('ArrowDown');
    expect(below).toBeGreaterThan(1);
    expect(await press('ArrowUp')).toBeLessThan(below);
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
  const show = async (page: Page, [name, place]: [name: string, place: string]): Promise<void> => {
    await goTo(page, place);
    await page.getByRole('heading', { level: 1 }).waitFor({ state: 'attached' });
    if (name === 'study') await page.getByLabel('Choose a report').setInputFiles(REPORT);
    if (name === 'study') await page.getByText('The limit held').first().waitFor();
    await isTrue(page, '[...document.images].every((image) => image.complete)');
  };

  it.each(['light', 'dark'] as const)(
    'puts no barriers up on any page, in %s colours',
    async (colorScheme) => {
      if (colorScheme === 'light') await lab.makeSamples();
      const page = await lab.open('/create', { colorScheme, viewport: { width: 1280, height: 900 } });
      for (const place of toPlaces()) {
        const [name] = place;
        await takeShift(page);
        await show(page, place);
        expect([name, await findBarriers(page)]).toEqual([name, []]);
        expect([name, (await takeShift(page)) <= 0.1]).toEqual([name, true]);
        await lab.takeScreenshot(page, `${name}-${colorScheme}`);
      }
    },
  );

  it('fits a phone, page by page', async () => {
    const page = await lab.open('/create', { viewport: PHONE, hasTouch: true, isMobile: true });
    for (const place of toPlaces()) {
      const [name] = place;
      await show(page, place);
      const width = await page.evaluate<number>('document.documentElement.scrollWidth');
      expect([name, width]).toEqual([name, PHONE.width]);
      expect(await page.getByRole('link', { name: 'Operations' }).first().isVisible()).toBe(true);
      if (name === 'create') await lab.takeScreenshot(page, 'phone');
    }
  });

  it('stands under a prefix, pictures and all, and says that the server is of another version', async () => {
    const proxy = await startPrefixProxy({ prefix: '/films/', target: lab.url, version: '99.0.0' });
    try {
      const page = await openStudio(lab.browser, {
        url: `${proxy.url}/films/`,
        key: lab.key,
        place: '/gallery?kind=video',
      });
      const tile = page.getByRole('link', { name: `Video: ${PROMPT}` }).first();
      await tile.locator('img').waitFor();
      await isTrue(page, '[...document.images].some((image) => image.naturalWidth > 0)');
      await page.getByText('The server is version 99.0.0').waitFor();
    } finally {
      await proxy.close();
    }
  });

  it('has broken no rule of its own on any of these pages', () => {
    expect(complaints).toEqual([]);
  });
});
