import type { DoctorReport } from '@genvideo/models';
import { doctorReportSchema } from '@genvideo/models/schemas';
import { createSharedReads } from '../job/create-shared-reads';
import { json } from '../operation/contract';
import { operation, type Operation } from '../operation/operation';
import { reply } from '../operation/reply';
import { ProblemError } from '../problem';

/** How long one examination serves all who ask, in milliseconds: it asks providers, too. */
const FRESH_MS = 10_000;

const EXAMPLE: DoctorReport = {
  status: 'unhealthy',
  checks: [
    {
      check: 'workers',
      status: 'fail',
      message: 'Nobody polls "generation-queue".',
      fix: 'No worker polls the task queue "generation-queue", so jobs wait. Start one with "npx nx serve worker".',
      seconds: 0.021,
    },
  ],
  seconds: 0.4,
  timestamp: '2026-01-31T12:00:59.012Z',
};

const doctorContract = {
  id: 'examine',
  method: 'get',
  path: '/doctor',
  tag: 'Operation',
  summary: 'Everything that jobs need, and what to do about what fails',
  description:
    'What this process can tell of its surroundings, with its own configuration; the command `doctor` looks deeper. At most ten seconds old. Not for a key that is bound to a user.',
  access: 'key',
  answers: {
    200: json(doctorReportSchema, { description: 'What was found.', example: EXAMPLE }),
  },
  problems: ['Forbidden'],
} as const;

/**
 * `GET /doctor`.
 * @param examine makes every check; it never fails
 */
export function createDoctorOperation(examine: () => Promise<DoctorReport['checks']>): Operation {
  const reports = createSharedReads<DoctorReport>(1, { freshMs: FRESH_MS });

  const report = async (): Promise<DoctorReport> => {
    const startedAt = performance.now();
    const checks = await examine();
    return {
      status: checks.some(({ status }) => status === 'fail') ? 'unhealthy' : 'healthy',
      checks,
      seconds: Math.round(performance.now() - startedAt) / 1_000,
      timestamp: new Date().toISOString(),
    };
  };

  return operation(doctorContract, async ({ caller: { userId } }) => {
    if (userId !== null)
      throw new ProblemError(
        'Forbidden',
        `This key is bound to user "${userId}" and may not examine the system. Use a key that is bound to nobody.`,
      );
    return reply(200, await reports.get('', report));
  });
}
