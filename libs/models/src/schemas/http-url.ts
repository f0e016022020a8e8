import { z } from 'zod';

/** An absolute http or https URL. */
export const httpUrlSchema = z.url({ protocol: /^https?$/, error: 'is not an http or https URL' }).max(2048);
