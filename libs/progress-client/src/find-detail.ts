import { ApplicationFailure, CancelledFailure } from '@temporalio/common';
import type { z } from 'zod';

/** An error and what caused it, outermost first. */
export function toCauses(error: unknown): Error[] {
  return error instanceof Error ? [error, ...toCauses(error.cause)] : [];
}

/** What a workflow that failed tidily put among the details of its failure; null when there is nothing of the kind. */
export function findDetail<Detail>(causes: readonly Error[], schema: z.ZodType<Detail>): Detail | null {
  for (const cause of causes) {
    if (!(cause instanceof ApplicationFailure || cause instanceof CancelledFailure)) continue;
    const parsed = schema.safeParse(cause.details?.[0]);
    if (parsed.success) return parsed.data;
  }
  return null;
}
