import { context, createContextKey, type Attributes, type Context } from '@opentelemetry/api';

const KEY = createContextKey('genvideo: the job that an activity works for');

/** Attributes that every span of a job's activity has. */
export const withJob = (parent: Context, job: Attributes): Context => parent.setValue(KEY, job);

export const readJob = (): Attributes => (context.active().getValue(KEY) ?? {}) as Attributes;
