// Run by npm around `npm pack` and `npm publish`. The manifest that is packed says nothing of this workspace: no
// sources, no development packages, no scripts. `--restore` puts the one of the workspace back.
import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';

const MANIFEST = 'package.json';
const KEPT = 'package.json.workspace';
const SOURCE_CONDITION = '@genvideo/source';
const WORKSPACE_ONLY = ['imports', 'scripts', 'devDependencies', 'nx'];

/** The conditions of one entry but the one that leads to the sources. */
const withoutSource = (target) =>
  typeof target === 'string'
    ? target
    : Object.fromEntries(Object.entries(target).filter(([condition]) => condition !== SOURCE_CONDITION));

const toPublished = ({ exports, ...manifest }) => ({
  ...Object.fromEntries(Object.entries(manifest).filter(([field]) => !WORKSPACE_ONLY.includes(field))),
  exports: Object.fromEntries(
    Object.entries(exports).map(([entry, target]) => [entry, withoutSource(target)]),
  ),
});

if (process.argv.includes('--restore')) {
  if (existsSync(KEPT)) renameSync(KEPT, MANIFEST);
} else {
  // Left behind by a run that was interrupted: what it kept is the whole manifest.
  if (existsSync(KEPT)) renameSync(KEPT, MANIFEST);
  const text = readFileSync(MANIFEST, 'utf8');
  writeFileSync(KEPT, text);
  writeFileSync(MANIFEST, `${JSON.stringify(toPublished(JSON.parse(text)), null, 2)}\n`);
}
