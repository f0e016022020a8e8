import { z } from 'zod';

/** A JSON Schema of dialect 2020-12, which is OpenAPI 3.1's. */
export type JsonSchema = Readonly<Record<string, unknown>>;

export interface SchemaCollector {
  /** The schema as JSON Schema; parts that have an `id` become references to `components`. */
  convert(schema: z.ZodType, io: 'input' | 'output'): JsonSchema;
  /** The parts that have an `id`, by it. */
  components(): Readonly<Record<string, JsonSchema>>;
}

const LOCAL_REFERENCE = /"#\/\$defs\/([^"]+)"/g;

/** Zod refers to parts within one schema; in a document they stand in one place for all. */
const withComponentReferences = (schema: unknown): JsonSchema =>
  JSON.parse(JSON.stringify(schema).replaceAll(LOCAL_REFERENCE, '"#/components/schemas/$1"')) as JsonSchema;

/** Turns zod schemas into JSON Schemas, and collects the named ones. */
export function createSchemaCollector(): SchemaCollector {
  const collected: Record<string, JsonSchema> = {};
  return {
    convert(schema, io) {
      // As the part of a whole, so that the schema itself becomes a reference, too.
      const { $defs = {}, items } = z.toJSONSchema(z.array(schema), { io, target: 'draft-2020-12' });
      for (const [id, part] of Object.entries($defs))
        collected[id] = { ...withComponentReferences(part), id: undefined };
      return withComponentReferences(items);
    },
    components: () => collected,
  };
}
