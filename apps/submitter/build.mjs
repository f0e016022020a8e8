import { buildApp } from '../../tools/build-app.mjs';

const entryPoints = ['main', 'progress/main', 'deliveries/main', 'doctor/main'];
await buildApp({ entryPoints: entryPoints.map((entry) => `src/${entry}.ts`) });
