import type { ComfyGraph, ComfyNode, ComfyNodeInfo } from '@genvideo/models/wire';
import { isLink, listUpstream } from './graph-links';
import { toInputRule } from './input-rule';
import type { NodeInfos } from './fill-template';

/** What is wrong with a node, or, with `input`, with one of its inputs. */
export interface GraphProblem {
  node: string;
  classType: string;
  input: string | null;
  /** In words, with what is allowed. */
  problem: string;
}

/** The most of a list that a message shows. */
const LONGEST_LIST = 12;

const show = (value: unknown): string => JSON.stringify(value) ?? 'nothing';

const showList = (options: readonly unknown[]): string => {
  if (options.length === 0) return 'nothing: the server has none';
  const shown = options.slice(0, LONGEST_LIST).map(show).join(', ');
  return options.length > LONGEST_LIST ? `${shown} and ${options.length - LONGEST_LIST} more` : shown;
};

function checkLink(graph: ComfyGraph, value: readonly [string, number], infos: NodeInfos): string | null {
  const [source, slot] = value;
  const node = graph[source];
  if (!node) return `is linked to node ${source}, which is not there`;
  const given = infos.get(node.class_type)?.output;
  if (given === undefined || slot < given.length) return null;
  return `is linked to output ${slot} of node ${source} (${node.class_type}), which has ${given.length}`;
}

function checkValue(value: unknown, spec: Parameters<typeof toInputRule>[0]): string | null {
  const rule = toInputRule(spec);
  if (rule.kind === 'list')
    return rule.options.includes(value) ? null : `is ${show(value)}; allowed is ${showList(rule.options)}`;
  if (rule.kind === 'any') return null;
  const { min, max } = rule;
  const bounds = `${rule.type === 'INT' ? 'whole numbers' : 'numbers'} from ${min} to ${max}`;
  const number = typeof value === 'string' && value.trim() === '' ? NaN : Number(value);
  return number >= min && number <= max ? null : `is ${show(value)}; allowed are ${bounds}`;
}

function checkInputs(graph: ComfyGraph, node: ComfyNode, source: { info: ComfyNodeInfo; infos: NodeInfos }) {
  const { required = {}, optional = {} } = source.info.input;
  const missing = Object.keys(required).filter((name) => node.inputs[name] === undefined);
  const given = Object.entries(node.inputs).flatMap(([name, value]): [string, string][] => {
    const spec = required[name] ?? optional[name];
    if (!spec) return [];
    const problem = isLink(value) ? checkLink(graph, value, source.infos) : checkValue(value, spec);
    return problem === null ? [] : [[name, problem]];
  });
  return [...missing.map((name): [string, string] => [name, 'is missing']), ...given];
}

/** Checks what would run against what the server says of its node classes, before anything is submitted. */
export function findGraphProblems(
  graph: ComfyGraph,
  outputs: readonly string[],
  infos: NodeInfos,
): GraphProblem[] {
  const running = listUpstream(graph, outputs);
  return Object.entries(graph).flatMap(([id, node]): GraphProblem[] => {
    const { class_type: classType } = node;
    const info = infos.get(classType);
    if (!info) {
      const problem = 'is of a class that the server does not have; install the node pack that brings it';
      return [{ node: id, classType, input: null, problem }];
    }
    if (!running.has(id)) return [];
    const problems = checkInputs(graph, node, { info, infos });
    return problems.map(([input, problem]) => ({ node: id, classType, input, problem }));
  });
}
