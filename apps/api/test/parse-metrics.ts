import parsePrometheusTextFormat from 'parse-prometheus-text-format';

/** What a page of metrics shows. */
export interface MetricsPage {
  /** By name, as HELP and TYPE have it, in the page's order. */
  families: Map<string, { type: string; help: string }>;
  /** The label names of every kind of sample, as queries name them: `x_bucket`, `x_sum` and `x_count` for `x`. */
  samples: Map<string, Set<string>>;
}

const SUFFIXES: Record<string, string[]> = { histogram: ['_bucket', '_sum', '_count'] };

/**
 * Parses Prometheus's text format.
 * @throws Error for a line that is not of the format, and for a family that is there twice
 */
export function parseMetrics(text: string): MetricsPage {
  const families: MetricsPage['families'] = new Map();
  for (const { name, type, help } of parsePrometheusTextFormat(text)) {
    if (families.has(name)) throw new Error(`${name} is there twice`);
    families.set(name, { type: type.toLowerCase(), help });
  }
  const samples: MetricsPage['samples'] = new Map();
  for (const [name, { type }] of families)
    for (const suffix of SUFFIXES[type] ?? ['']) samples.set(name + suffix, new Set());
  // Without its TYPE a histogram is taken for the samples it consists of: the parser drops their labels otherwise.
  for (const { name, metrics } of parsePrometheusTextFormat(text.replaceAll(/^# TYPE .*\n/gm, '')))
    for (const { labels = {} } of metrics)
      for (const label of Object.keys(labels)) samples.get(name)?.add(label);
  return { families, samples };
}
