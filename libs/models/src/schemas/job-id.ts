import { LIMITER_ID_PREFIX } from '../engine-names';
import { NOTICE_ID_PREFIX } from '../notice-names';
import { identifierSchema } from './identifier';

/** An id that a job may have: it is no limiter's and no notice's, and a URL can name it. */
export const jobIdSchema = identifierSchema
  .regex(
    new RegExp(`^(?!${LIMITER_ID_PREFIX})`),
    `begins with "${LIMITER_ID_PREFIX}", as the ids of limiters do; choose another`,
  )
  .regex(
    new RegExp(`^(?!${NOTICE_ID_PREFIX})`),
    `begins with "${NOTICE_ID_PREFIX}", as the ids of notices do; choose another`,
  )
  .regex(/^(?!\.{1,2}$)/, 'is "." or "..", which URLs leave out; choose another');
