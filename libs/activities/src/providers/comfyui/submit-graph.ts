import type { ComfyNodeErrors, ComfyRefused } from '@genvideo/models/wire';
import { GenerationError } from '../../generation-error';
import type { ImageTask } from '../provider-port';
import { cancelPrompt } from './cancel-prompt';
import type { ComfyServer } from './comfy-server';
import type { ComfyTemplate } from './comfy-template';
import { fillTemplate, type FilledGraph } from './fill-template';
import { findGraphProblems, type GraphProblem } from './find-graph-problems';
import { readClasses } from './read-classes';
import { createRunMeter } from './run-meter';

/** What one prompt is made from. */
export interface SubmitGraphOptions {
  template: ComfyTemplate;
  task: ImageTask;
  promptId: string;
  seed: number;
  signal: AbortSignal;
}

/** A server that cannot run the graph as it is; another one may. */
export class GraphRefusal extends Error {
  override readonly name = 'GraphRefusal';

  constructor(
    readonly server: string,
    readonly problems: readonly GraphProblem[],
  ) {
    super(`ComfyUI at ${server} cannot run the graph`);
  }
}

const describe = ({ node, classType, input, problem }: GraphProblem): string =>
  `node ${node} (${classType})${input === null ? '' : `, ${input}:`} ${problem}`;

/** Whose fault it is: an input that came from the job is for its author to change, all else for the operator. */
export function toGraphError({ message, server, problems }: GraphRefusal, origins: FilledGraph['origins']) {
  const fieldOf = ({ node, input }: GraphProblem) => (input ? origins.get(`${node}.${input}`) : undefined);
  const isOperators = problems.some((each) => [undefined, 'seed'].includes(fieldOf(each)));
  const list = problems.map((each) => {
    const field = fieldOf(each);
    return field === undefined ? describe(each) : `${field}: ${describe(each)}`;
  });
  return isOperators
    ? new GenerationError(
        'ProviderMisconfigured',
        `${message}: ${list.join('; ')}. Correct the graph (COMFYUI_WORKFLOW_FILE) or ${server}.`,
      )
    : new GenerationError('InvalidRequest', `${message}: ${list.join('; ')}`);
}

const toProblems = (nodeErrors: ComfyNodeErrors): GraphProblem[] =>
  Object.entries(nodeErrors).flatMap(([node, { class_type: classType, errors }]) =>
    errors.map(({ message, details, extra_info }) => {
      const name = extra_info['input_name'];
      const problem = details === '' || details === name ? message : `${message} (${details})`;
      return { node, classType, input: typeof name === 'string' ? name : null, problem };
    }),
  );

function toRefusal(server: ComfyServer, { error, node_errors }: ComfyRefused): GraphRefusal {
  const problems = toProblems(node_errors);
  if (problems.length > 0) return new GraphRefusal(server.name, problems);
  const problem = `${error.message} ${error.details}`.trim();
  return new GraphRefusal(server.name, [{ node: '?', classType: error.type, input: null, problem }]);
}

/** What was taken, but runs without the node that was to save the result, is of no use to anybody. */
async function checkPartial(
  server: ComfyServer,
  { nodeErrors, outputs }: { nodeErrors: ComfyNodeErrors; outputs: readonly string[] },
  { promptId, signal }: SubmitGraphOptions,
): Promise<void> {
  const dependents = Object.entries(nodeErrors).flatMap(([id, error]) => [
    id,
    ...(error.dependent_outputs ?? []),
  ]);
  if (!outputs.some((output) => dependents.includes(output))) return;
  await cancelPrompt(server, promptId, { signal });
  throw new GraphRefusal(server.name, toProblems(nodeErrors));
}

/**
 * Fills the graph for one server, checks it against what that server has, and submits it.
 * @throws GraphRefusal when this server cannot run it; nothing runs then
 */
export async function submitGraph(server: ComfyServer, options: SubmitGraphOptions): Promise<void> {
  const { template, task, promptId, seed, signal } = options;
  const infos = await readClasses(server, template, signal);
  const filled = fillTemplate({ template, task, seed, infos });
  const { graph, outputs } = filled;
  const problems = findGraphProblems(graph, outputs, infos);
  if (problems.length > 0) {
    // It may have been mended meanwhile.
    server.classes.clear();
    throw toGraphError(new GraphRefusal(server.name, problems), filled.origins);
  }
  const clientId = await server.feed.open();
  server.feed.follow(promptId, createRunMeter(graph, outputs));
  try {
    const prompt = {
      prompt: graph,
      prompt_id: promptId,
      ...(clientId === null ? {} : { client_id: clientId }),
    };
    const answer = await server.ask((calls) => calls.submit(prompt, signal));
    if ('error' in answer) throw toRefusal(server, answer);
    await checkPartial(server, { nodeErrors: answer.node_errors, outputs }, options);
  } catch (error) {
    server.feed.forget(promptId);
    throw error instanceof GraphRefusal ? toGraphError(error, filled.origins) : error;
  }
}
