import { LIMITER_ID_PREFIX } from '../engine-names';
import { LATE_RESULT_ID_PREFIX } from '../late-result-names';
import { NOTICE_ID_PREFIX } from '../notice-id-prefix';
import { identifierSchema } from './identifier';

/** An id that a job may have: it is none of a workflow of another kind, and a URL can name it. */
export const jobIdSchema = identifierSchema
  .regex(
    new RegExp(`^(?!${LIMITER_ID_PREFIX})`),
    `begins with "${LIMITER_ID_PREFIX}", as the ids of limiters do; choose another`,
  )
  .regex(
    new RegExp(`^(?!${NOTICE_ID_PREFIX})`),
    `begins with "${NOTICE_ID_PREFIX}", as the ids of notices do; choose another`,
  )
  .regex(
    new RegExp(`^(?!${LATE_RESULT_ID_PREFIX})`),
    `begins with "${LATE_RESULT_ID_PREFIX}", as the ids of those do that wait for late results; choose another`,
  )
  .regex(/^(?!\.{1,2}$)/, 'is "." or "..", which URLs leave out; choose another');
