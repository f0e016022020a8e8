import { z } from 'zod';

/** One thing that jobs need, as the doctor found it. */
export const findingSchema = z.object({
  check: z.string(),
  /** `skip`: something else has to be mended before it can be told. */
  status: z.enum(['ok', 'warn', 'fail', 'skip']),
  /** What is so, in one sentence. */
  message: z.string(),
  /** What to do; null when there is nothing to do. */
  fix: z.string().nullable(),
  /** How long it took to find out. */
  seconds: z.number().nonnegative(),
});

/** What `GET /doctor` answers: everything that jobs need, as it is for the process that was asked. */
export const doctorReportSchema = z
  .object({
    status: z.enum(['healthy', 'unhealthy']).meta({ description: 'unhealthy when any check fails.' }),
    checks: z.array(findingSchema),
    seconds: z.number().nonnegative(),
    timestamp: z.iso.datetime(),
  })
  .meta({ id: 'DoctorReport' });

export type DoctorFinding = z.infer<typeof findingSchema>;
export type DoctorReport = z.infer<typeof doctorReportSchema>;
