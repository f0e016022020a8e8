import { z } from 'zod';
import { FAILURE_TYPES } from '../failure-table';

/** One of the types of the failure table. */
export const failureTypeSchema = z.enum(FAILURE_TYPES);
