import type { ExplainMethod, QueryMethod } from '@genvideo/progress-client';

/** Every way a question can go. */
export const QUERY_METHODS = ['fallback', 'direct', 'api', 'detailed'] as const satisfies QueryMethod[];

/** The values of `--method` of `explain`. */
export const EXPLAIN_METHODS = ['fallback', 'direct', 'api'] as const satisfies readonly ExplainMethod[];
