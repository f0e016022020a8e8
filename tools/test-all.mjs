// npm test: every project's tests through Nx, then one line of real totals (cached projects too).
import path from 'node:path';
import { runTests, tellTotals } from './run-tests.mjs';
import { ensureInstalled } from './stack/ensure-installed.mjs';

ensureInstalled(path.resolve(import.meta.dirname, '..'));
tellTotals(await runTests(process.argv.slice(2)));
