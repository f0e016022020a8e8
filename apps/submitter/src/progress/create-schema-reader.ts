import { InvalidArgumentError } from 'commander';
import type { z } from 'zod';

/** Reads an option's value by the schema that the environment's setting of the same meaning has. */
export const createSchemaReader =
  <Value>(schema: z.ZodType<Value>) =>
  (text: string): Value => {
    const { data, error } = schema.safeParse(text);
    if (data !== undefined) return data;
    throw new InvalidArgumentError(`It ${error?.issues[0]?.message ?? 'is not valid'}.`);
  };
