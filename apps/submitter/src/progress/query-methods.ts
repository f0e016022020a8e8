import type { QueryMethod } from '@genvideo/progress-client';

/** Every way a question can go. */
export const QUERY_METHODS = ['fallback', 'direct', 'api', 'detailed'] as const satisfies QueryMethod[];
