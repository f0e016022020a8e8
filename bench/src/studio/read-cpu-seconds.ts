import type { Browser } from 'playwright-core';

interface ProcessInfo {
  type: string;
  cpuTime: number;
}

/** Processor time so far, in seconds. */
export interface CpuSeconds {
  /** Of the processes that run pages. */
  page: number;
  /** Of all there are, those that draw included. */
  browser: number;
}

/** What a browser's processes have used, by its own account. */
export async function readCpuSeconds(browser: Browser): Promise<CpuSeconds> {
  const session = await browser.newBrowserCDPSession();
  const { processInfo } = (await session.send('SystemInfo.getProcessInfo')) as { processInfo: ProcessInfo[] };
  await session.detach();
  const sum = (infos: readonly ProcessInfo[]): number =>
    infos.reduce((total, { cpuTime }) => total + cpuTime, 0);
  return { page: sum(processInfo.filter(({ type }) => type === 'renderer')), browser: sum(processInfo) };
}
