export { createDiskStorage } from './storage/create-disk-storage';
export type { DiskStorageOptions } from './storage/create-disk-storage';
export { createS3Storage } from './storage/create-s3-storage';
export type { S3StorageOptions } from './storage/create-s3-storage';
export { createStorage } from './storage/create-storage';
export type { StorageConfig } from './storage/create-storage';
export { readLines } from './storage/read-lines';
export type { LineLog, ReadGrant, SaveStreamOptions, Storage, StoredFile } from './storage/storage-port';
