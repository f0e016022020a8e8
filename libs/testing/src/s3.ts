export { startS3Server } from './start-s3-server';
export type { S3Server } from './start-s3-server';
