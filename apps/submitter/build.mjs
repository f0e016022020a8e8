import { buildApp } from '../../tools/build-app.mjs';

await buildApp({ entryPoints: ['src/main.ts', 'src/progress/main.ts', 'src/doctor/main.ts'] });
