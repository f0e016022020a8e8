import { buildApp } from '../../tools/build-app.mjs';

// The encoding thread is started as a file of its own.
await buildApp({ entryPoints: ['src/main.ts', 'src/encode-thread.ts'] });
