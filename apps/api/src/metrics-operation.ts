import type { RequestHandler } from 'express';
import type { Caller } from './auth/caller';
import { rawOperation, type Operation } from './operation/operation';
import { ProblemError } from './problem';

const metricsContract = {
  id: 'getMetrics',
  method: 'get',
  path: '/metrics',
  tag: 'Operation',
  summary: 'Metrics in the format of Prometheus',
  description: 'Needs a key that is bound to no user where keys are required.',
  access: 'key',
  answers: { 200: { description: 'The metrics.', mediaType: 'text/plain' } },
  problems: ['Forbidden'],
} as const;

/** `GET /metrics`: about everybody's jobs, and so not for keys of one user. */
export function createMetricsOperation(handler: RequestHandler): Operation {
  return rawOperation(metricsContract, (request, response, next) => {
    const { userId } = response.locals['caller'] as Caller;
    if (userId !== null)
      throw new ProblemError(
        'Forbidden',
        `This key is bound to user "${userId}", and metrics are about everybody: ask with a key that is bound to nobody.`,
      );
    return handler(request, response, next);
  });
}
