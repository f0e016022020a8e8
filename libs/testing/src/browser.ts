import { existsSync } from 'node:fs';
import path from 'node:path';
import { chromium, type Browser } from 'playwright-core';

const NAMES = ['chromium', 'chromium-browser', 'google-chrome'];

const QUIETLY = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/* eslint-disable no-restricted-properties -- what is installed where tests run, is told by their environment */
/** The Chromium on the PATH; undefined where there is none. */
export const BROWSER: string | undefined = (process.env['PATH'] ?? '')
  .split(path.delimiter)
  .flatMap((folder) => NAMES.map((name) => path.join(folder, name)))
  .find((file) => existsSync(file));
/* eslint-enable no-restricted-properties */

/** What is said of specs that a browser is needed for, in their titles. */
export const SKIPPED_WITHOUT = '(skipped where no Chromium is on the PATH)';

/** Starts it. It sends nothing anywhere by itself. */
export function launchBrowser(): Promise<Browser> {
  return chromium.launch({ executablePath: BROWSER, args: QUIETLY });
}
