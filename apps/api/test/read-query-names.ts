import { parser } from '@prometheus-io/lezer-promql';

/** What a query asks for. */
export interface QueryNames {
  /** Metric names, with the labels that the query selects by. */
  metrics: { name: string; labels: string[] }[];
  /** Labels that it groups and matches by. */
  groupings: string[];
}

/** What stands in a dashboard's query for a time; any other would do. */
const withTimes = (query: string): string =>
  query.replaceAll('$__rate_interval', '5m').replaceAll('$__range', '1h');

/**
 * Reads a PromQL query with Prometheus's own grammar.
 * @throws SyntaxError where it is not PromQL
 */
export function readQueryNames(source: string): QueryNames {
  const query = withTimes(source);
  const names: QueryNames = { metrics: [], groupings: [] };
  parser.parse(query).iterate({
    enter({ type, name, from, to, node }) {
      const text = query.slice(from, to);
      if (type.isError) throw new SyntaxError(`Not PromQL at ${from}: ${query.slice(from)}`);
      if (name === 'VectorSelector') {
        const metric = node.getChild('Identifier');
        if (metric) names.metrics.push({ name: query.slice(metric.from, metric.to), labels: [] });
      }
      if (name !== 'LabelName') return;
      if (node.parent?.name === 'GroupingLabels') names.groupings.push(text);
      else names.metrics.at(-1)?.labels.push(text);
    },
  });
  return names;
}
