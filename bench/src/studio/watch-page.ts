import type { Page } from 'playwright-core';

/** What a page notes of itself, from its first moment on. */
export interface PageNotes {
  /** When the button of the first page was there, in milliseconds since the navigation; null before. */
  ready: number | null;
  shift: number;
  longTasks: number[];
  frames: number[];
  changes: number;
}

/** Runs in the page, before its own scripts. */
const NOTE = `(() => {
  const notes = { ready: null, shift: 0, longTasks: [], frames: [], changes: 0 };
  window.benchNotes = notes;
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) if (!entry.hadRecentInput) notes.shift += entry.value;
  }).observe({ type: 'layout-shift', buffered: true });
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) notes.longTasks.push(entry.duration);
  }).observe({ type: 'longtask', buffered: true });
  const look = () => {
    if (notes.ready === null && document.querySelector('form button[type=submit]:not(:disabled)'))
      requestAnimationFrame(() => (notes.ready ??= performance.now()));
  };
  new MutationObserver((records) => {
    notes.changes += records.length;
    look();
  }).observe(document, { subtree: true, childList: true, characterData: true, attributes: true });
  let before = null;
  window.benchFrames = (isOn) => {
    notes.frames = isOn ? [] : notes.frames;
    before = null;
    window.benchTimes = isOn;
    const next = (at) => {
      if (!window.benchTimes) return;
      if (before !== null) notes.frames.push(at - before);
      before = at;
      requestAnimationFrame(next);
    };
    if (isOn) requestAnimationFrame(next);
  };
})()`;

/** Has a page note what happens on it; before it goes anywhere. */
export async function watchPage(page: Page): Promise<void> {
  await page.addInitScript(NOTE);
}

/** What the page has noted so far. */
export function readNotes(page: Page): Promise<PageNotes> {
  return page.evaluate<PageNotes>('window.benchNotes');
}

/** Begins or ends the timing of frames. */
export async function timeFrames(page: Page, isOn: boolean): Promise<void> {
  await page.evaluate(`window.benchFrames(${isOn})`);
}
