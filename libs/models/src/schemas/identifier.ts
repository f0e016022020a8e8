import { z } from 'zod';
import { IDENTIFIER_PATTERN, MAX_IDENTIFIER_LENGTH } from '../identifier';

/** A user, request, batch or workflow id. */
export const identifierSchema = z
  .string()
  .min(1, 'is empty')
  .max(MAX_IDENTIFIER_LENGTH, `is longer than ${MAX_IDENTIFIER_LENGTH} characters`)
  .regex(IDENTIFIER_PATTERN, 'may only contain letters, digits and . _ : @ -');
