export { findNoticeProblems } from './notices/find-notice-problems';
export type { NoticeConfig } from './notices/find-notice-problems';
export { greetMailServer } from './notices/greet-mail-server';
