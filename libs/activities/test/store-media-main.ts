import path from 'node:path';
import { createDiskStorage } from '../src/storage/create-disk-storage';
import { storeMedia } from '../src/storage/store-media';
import { createTempFolders } from '../src/storage/temp-folders';

/** `store-media-main URL FOLDER`: stores a picture below the folder and prints what came of it. */
const [, , url = '', root = ''] = process.argv;

void storeMedia(
  { workflowId: 'job-1', kind: 'image', index: 0, url },
  {
    storage: createDiskStorage({ root: path.join(root, 'results'), baseUrl: 'http://x/assets' }),
    tempFolders: createTempFolders(path.join(root, 'temp')),
    maxBytes: 1_000_000_000,
    signal: AbortSignal.timeout(20_000),
  },
).then(
  (asset) => process.stdout.write(JSON.stringify(asset)),
  (error: { type: string; message: string }) => process.stdout.write(`${error.type}: ${error.message}`),
);
