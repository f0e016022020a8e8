import type { Registry } from 'prom-client';

/** Gives metrics that somebody else keeps, as exposition text; empty when they are not to be had. */
export type MetricsSource = () => Promise<string>;

const endLine = (text: string): string => (text === '' || text.endsWith('\n') ? text : `${text}\n`);

/**
 * Everything a scrape is answered with, in Prometheus's text format. The sources' families must have names of their
 * own: the format allows each family once.
 */
export async function renderMetrics(
  registry: Registry,
  sources: readonly MetricsSource[] = [],
): Promise<string> {
  const texts = await Promise.all([registry.metrics(), ...sources.map((source) => source())]);
  return texts.map(endLine).join('');
}
