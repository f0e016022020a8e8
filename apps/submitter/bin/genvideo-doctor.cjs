#!/usr/bin/env node
// A file of its own, because npm links a bin when it installs, and dist is built after that.
const { existsSync } = require('node:fs');
const path = require('node:path');

const main = path.join(__dirname, '../dist/doctor/main.js');
if (existsSync(main)) require(main);
else {
  process.stderr.write('genvideo-doctor is not built yet: run "npx nx build submitter" once.\n');
  process.exitCode = 2;
}
