import { createContextKey, type Context } from '@opentelemetry/api';

const KEY = createContextKey('genvideo: what is started here is in a trace of its own');

/** Marks work that starts many jobs: one trace with all of them in it would be of no use to anybody. */
export const toApart = (parent: Context): Context => parent.setValue(KEY, true);

export const isApart = (active: Context): boolean => active.getValue(KEY) === true;
