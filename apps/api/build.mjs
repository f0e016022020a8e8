import { existsSync } from 'node:fs';
import { cp } from 'node:fs/promises';
import { buildApp } from '../../tools/build-app.mjs';

const STUDIO = '../studio/dist';

await buildApp({ entryPoints: ['src/main.ts'] });
// The API serves the studio; where it is not built, a page says so.
if (existsSync(STUDIO)) await cp(STUDIO, 'dist/studio', { recursive: true });
