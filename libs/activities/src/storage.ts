export { createDiskStorage } from './storage/create-disk-storage';
export type { DiskStorageOptions } from './storage/create-disk-storage';
export { createStorage } from './storage/create-storage';
export type { StorageConfig } from './storage/create-storage';
export { readLines } from './storage/read-lines';
export type { LineLog, ReadGrant, SaveStreamOptions, Storage, StoredFile } from './storage/storage-port';
