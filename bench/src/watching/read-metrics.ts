/** What the API says of itself at a moment; counts are since its start. */
export interface ApiReading {
  atMs: number;
  engineCalls: number;
  describes: number;
  dropped: number;
  residentBytes: number;
}

/** The sum of a metric over all label values that match. */
const toSum = (page: string, name: string, label = ''): number =>
  page
    .split('\n')
    .filter((line) => (line.startsWith(`${name}{`) || line.startsWith(`${name} `)) && line.includes(label))
    .reduce((sum, line) => sum + Number(line.slice(line.lastIndexOf(' '))), 0);

/** Reads the API's own /metrics. */
export async function readMetrics(url: string): Promise<ApiReading> {
  const page = await (await fetch(`${url}/metrics`)).text();
  return {
    atMs: Date.now(),
    engineCalls: toSum(page, 'genvideo_engine_calls_total'),
    describes: toSum(page, 'genvideo_engine_calls_total', 'operation="DescribeWorkflowExecution"'),
    dropped: toSum(page, 'genvideo_watch_dropped_total'),
    residentBytes: toSum(page, 'process_resident_memory_bytes'),
  };
}
