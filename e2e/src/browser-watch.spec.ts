import path from 'node:path';
import { build } from 'esbuild';
import {
  createResourceStack,
  loadTestEnvironment,
  startHttpServer,
  WORKSPACE_ROOT,
  type ResourceStack,
} from '@genvideo/testing';
import { freePort } from '@genvideo/temporal-server';
import { BROWSER, launchBrowser, SKIPPED_WITHOUT } from '@genvideo/testing/browser';
import { openJobStack } from '../test/job-stack';

const KEY = 'the-key-of-the-page';
/** What runs in the page: it submits a job, and notes whatever it hears of it. */
const toPageCode = (apiBaseUrl: string): string => `
import { GenerationClient, ProgressQueryClient } from '@genvideo/progress-client';

const api = ${JSON.stringify({ apiBaseUrl, apiKey: KEY })};
const job = { prompt: 'a red fox', user_id: 'ann', width: 64, height: 64, duration: 1 };
globalThis.seen = [];
try {
  const { workflow_id } = await new GenerationClient(api).submitJob(job);
  for await (const event of new ProgressQueryClient(api).watchProgress(workflow_id)) globalThis.seen.push(event);
  globalThis.outcome = 'ended';
} catch (error) {
  globalThis.outcome = String(error);
}`;

interface Seen {
  workflow_status: string;
  progress: { percent: number; step: string };
}

/** Serves a page with the client's browser build; gives its origin. */
const servePage = async (resources: ResourceStack, scriptOf: () => Promise<string>): Promise<string> => {
  const page = await startHttpServer(async (request, response) => {
    const wantsScript = request.url === '/page.js';
    response.setHeader('content-type', wantsScript ? 'text/javascript' : 'text/html');
    response.end(wantsScript ? await scriptOf() : '<script type="module" src="/page.js"></script>');
  });
  return resources.add(page).url;
};

const bundle = async (code: string): Promise<string> => {
  const { outputFiles } = await build({
    stdin: { contents: code, resolveDir: path.join(WORKSPACE_ROOT, 'e2e') },
    bundle: true,
    format: 'esm',
    platform: 'browser',
    write: false,
  });
  return outputFiles[0]?.text ?? '';
};

const itInBrowser = BROWSER === undefined ? it.skip : it;

describe('a page of another origin', () => {
  const resources = createResourceStack();
  afterEach(() => resources.end());

  itInBrowser(`submits a job and follows it to its end ${SKIPPED_WITHOUT}`, async () => {
    const apiPort = await freePort();
    const apiUrl = `http://127.0.0.1:${apiPort}`;
    const origin = await servePage(resources, () => bundle(toPageCode(apiUrl)));
    const stack = resources.add(
      await openJobStack({
        address: loadTestEnvironment().address,
        apiPort,
        mock: { imageSeconds: 1, videoSeconds: 2 },
        env: { CORS_ORIGINS: origin, REQUIRE_API_KEY: 'true', API_KEYS: KEY },
      }),
    );
    await Promise.all([stack.startWorker(), stack.startApi()]);

    const chrome = resources.add(await launchBrowser());
    const page = await chrome.newPage();
    await page.goto(origin);
    await page.waitForFunction('globalThis.outcome', undefined, { timeout: 60_000 });
    expect(await page.evaluate('globalThis.outcome')).toBe('ended');

    const seen = await page.evaluate<Seen[]>('globalThis.seen');
    const percents = seen.map(({ progress }) => progress.percent);
    expect(percents).toEqual([...percents].sort((left, right) => left - right));
    expect(new Set(percents).size).toBeGreaterThan(3);
    expect(seen.at(-1)).toMatchObject({
      workflow_status: 'COMPLETED',
      progress: { step: 'completed', percent: 100 },
    });
  });
});
