import path from 'node:path';

/** The folder of the whole monorepo. */
export const WORKSPACE_ROOT = path.join(__dirname, '..', '..', '..');
