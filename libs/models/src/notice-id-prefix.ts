/** What the ids of notices begin with, and those of jobs do not. */
export const NOTICE_ID_PREFIX = 'notice:';
