import { z } from 'zod';

/** One node of a graph; an input is a value, or `[node id, slot]` where it is linked to another node's output. */
export const comfyNodeSchema = z.object({
  class_type: z.string().min(1),
  inputs: z.record(z.string(), z.unknown()),
  _meta: z.looseObject({ title: z.string().optional() }).optional(),
});
export type ComfyNode = z.infer<typeof comfyNodeSchema>;

/** A graph in ComfyUI's API format: nodes by their ids. */
export const comfyGraphSchema = z.record(z.string(), comfyNodeSchema);
export type ComfyGraph = z.infer<typeof comfyGraphSchema>;

/** Body of `POST /prompt`. `prompt_id` is ours to choose: a canonical lower-case UUID. */
export const comfySubmitSchema = z.object({
  prompt: comfyGraphSchema,
  client_id: z.string().optional(),
  prompt_id: z.string().optional(),
  extra_data: z.record(z.string(), z.unknown()).optional(),
  number: z.number().optional(),
  front: z.boolean().optional(),
});
export type ComfySubmit = z.infer<typeof comfySubmitSchema>;

const errorSchema = z.object({
  type: z.string(),
  message: z.string(),
  details: z.string().catch(''),
  extra_info: z.record(z.string(), z.unknown()).catch({}),
});

/** What is wrong with each node; some versions send an empty list where nothing is. */
const nodeErrorsSchema = z.union([
  z.record(
    z.string(),
    z.object({
      errors: z.array(errorSchema),
      class_type: z.string(),
      /** The output nodes that cannot run because of it. */
      dependent_outputs: z.array(z.string()).optional(),
    }),
  ),
  z.array(z.unknown()).transform((): Record<string, never> => ({})),
]);
export type ComfyNodeErrors = z.infer<typeof nodeErrorsSchema>;

/** Answer 200 to a submission. With `node_errors` only the outputs run that are not among them. */
export const comfyAcceptedSchema = z.object({
  prompt_id: z.string().min(1),
  number: z.number(),
  node_errors: nodeErrorsSchema,
});
export type ComfyAccepted = z.infer<typeof comfyAcceptedSchema>;

/** Answer 400 to a submission. */
export const comfyRefusedSchema = z.object({ error: errorSchema, node_errors: nodeErrorsSchema });
export type ComfyRefused = z.infer<typeof comfyRefusedSchema>;

/** `[number, prompt_id, graph, extra_data, outputs]`; lower numbers go first. */
const queueItemSchema = z.tuple([z.number(), z.string()]).rest(z.unknown());

/** Answer of `GET /queue`; what waits comes in no order. */
export const comfyQueueSchema = z.object({
  queue_running: z.array(queueItemSchema),
  queue_pending: z.array(queueItemSchema),
});
export type ComfyQueue = z.infer<typeof comfyQueueSchema>;

/** A file as `GET /view` takes it. `type` is output, temp or input. */
export const comfyFileSchema = z.object({
  filename: z.string().min(1),
  subfolder: z.string().default(''),
  type: z.string().default('output'),
});
export type ComfyFile = z.infer<typeof comfyFileSchema>;

/** What nodes made, by their ids. */
const outputsSchema = z.record(z.string(), z.looseObject({ images: z.array(comfyFileSchema).optional() }));
export type ComfyOutputs = z.infer<typeof outputsSchema>;

/** How a run went: an interrupted one says `error` too, and only its last message tells. */
const executionStatusSchema = z.object({
  status_str: z.string(),
  completed: z.boolean().optional(),
  messages: z.array(z.tuple([z.string(), z.record(z.string(), z.unknown())])).default([]),
});

/** A run that has ended. */
export const comfyHistoryEntrySchema = z.object({
  outputs: outputsSchema,
  status: executionStatusSchema.nullish(),
});
export type ComfyHistoryEntry = z.infer<typeof comfyHistoryEntrySchema>;

/** Answer of `GET /history/{prompt_id}`: empty for whatever has not ended, or was never there. */
export const comfyHistorySchema = z.record(z.string(), comfyHistoryEntrySchema);

/** Answer of `GET /api/jobs/{prompt_id}`, which only newer servers have. */
export const comfyJobSchema = z.object({
  id: z.string(),
  status: z.enum(['pending', 'in_progress', 'completed', 'failed', 'cancelled']),
  outputs: outputsSchema.nullish(),
  execution_status: executionStatusSchema.nullish(),
  execution_error: z.record(z.string(), z.unknown()).nullish(),
});
export type ComfyJob = z.infer<typeof comfyJobSchema>;

/** An input of a node class: its type, or the values it takes, and what else is known of it. */
const inputSpecSchema = z
  .tuple([z.union([z.string(), z.array(z.unknown())])])
  .rest(z.record(z.string(), z.unknown()))
  .catch(['*']);
export type ComfyInputSpec = z.infer<typeof inputSpecSchema>;

/** A node class as `GET /object_info/{class}` describes it. */
export const comfyNodeInfoSchema = z.object({
  input: z.object({
    required: z.record(z.string(), inputSpecSchema).optional(),
    optional: z.record(z.string(), inputSpecSchema).optional(),
  }),
  output: z.array(z.unknown()),
  output_node: z.boolean().catch(false),
});
export type ComfyNodeInfo = z.infer<typeof comfyNodeInfoSchema>;

/** Answer of `GET /object_info` and `GET /object_info/{class}`: empty for a class the server does not have. */
export const comfyObjectInfoSchema = z.record(z.string(), comfyNodeInfoSchema);
export type ComfyObjectInfo = z.infer<typeof comfyObjectInfoSchema>;

const promptId = z.string();
const event = <const Type extends string, Data extends z.ZodRawShape>(type: Type, data: Data) =>
  z.object({ type: z.literal(type), data: z.object(data) });

/** The text frames of `WS /ws` that tell how a run is; frames of other types are of no interest. */
export const comfyEventSchema = z.discriminatedUnion('type', [
  event('execution_start', { prompt_id: promptId }),
  event('execution_cached', { prompt_id: promptId, nodes: z.array(z.string()) }),
  event('executing', { prompt_id: promptId, node: z.string().nullable() }),
  event('progress', { prompt_id: promptId, node: z.string(), value: z.number(), max: z.number() }),
  event('progress_state', {
    prompt_id: promptId,
    nodes: z.record(z.string(), z.object({ value: z.number(), max: z.number(), state: z.string() })),
  }),
  event('executed', { prompt_id: promptId, node: z.string() }),
  event('execution_success', { prompt_id: promptId }),
  event('execution_error', { prompt_id: promptId }),
  event('execution_interrupted', { prompt_id: promptId }),
]);
export type ComfyEvent = z.infer<typeof comfyEventSchema>;
