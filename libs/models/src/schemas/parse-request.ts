import type { z } from 'zod';
import type { JobKind } from '../job-kind';
import {
  imageRequestSchema,
  strictImageRequestSchema,
  strictVideoRequestSchema,
  videoRequestSchema,
} from './generation-request';
import { jobInputSchema, strictJobInputSchema, type JobInput } from './job-input';
import { parseWith } from './parse-with';

interface SchemaByKind {
  job: typeof jobInputSchema;
  video: typeof videoRequestSchema;
  image: typeof imageRequestSchema;
}

/** What a job of a kind is as its workflow runs it, defaults filled in. */
export type InputOf<Kind extends JobKind> = z.output<SchemaByKind[Kind]>;

/** What a caller may write of a job of a kind. */
export type RequestOf<Kind extends JobKind> = z.input<SchemaByKind[Kind]>;

const SCHEMAS: { [Kind in JobKind]: Record<'refuse' | 'ignore', z.ZodType<InputOf<Kind>>> } = {
  job: { refuse: strictJobInputSchema, ignore: jobInputSchema },
  video: { refuse: strictVideoRequestSchema, ignore: videoRequestSchema },
  image: { refuse: strictImageRequestSchema, ignore: imageRequestSchema },
};

interface ParseOptions {
  unknownFields?: 'refuse' | 'ignore';
}

/**
 * A job of a kind with its defaults filled in.
 * @param options.unknownFields `refuse` (REST, files) or `ignore` (workflows, for rolling deploys); default `ignore`
 * @throws InvalidInputError naming every bad field
 */
export function parseRequest<Kind extends JobKind>(
  kind: Kind,
  value: unknown,
  { unknownFields = 'ignore' }: ParseOptions = {},
): InputOf<Kind> {
  return parseWith(SCHEMAS[kind][unknownFields], value);
}

/** {@link parseRequest} of a `JobInput`. */
export function parseJobInput(value: unknown, options: ParseOptions = {}): JobInput {
  return parseRequest('job', value, options);
}
