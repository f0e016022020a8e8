import path from 'node:path';

/** Histories of jobs as released versions ran them; each must replay on the present code. */
export const HISTORIES_FOLDER = path.join(__dirname, 'histories');
