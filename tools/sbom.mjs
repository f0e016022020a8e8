// npm run sbom -- [FILE]: a bill of materials in CycloneDX of all that runs in what we ship, by package-lock.json; to
// standard output without a file. Nothing has to be installed.
import { randomUUID } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { listShipped } from './list-shipped.mjs';

const root = path.resolve(import.meta.dirname, '..');
const shipped = listShipped(root);

const toPurl = ({ name, lock }) => `pkg:npm/${name.replace('@', '%40')}@${lock.version}`;

const toHashes = ({ integrity }) => {
  const [algorithm, sum] = (integrity ?? '').split('-');
  if (algorithm !== 'sha512') return {};
  return { hashes: [{ alg: 'SHA-512', content: Buffer.from(sum, 'base64').toString('hex') }] };
};

const toLicenses = ({ license }) => {
  if (!license) return {};
  const isExpression = /\b(OR|AND|WITH)\b/.test(license);
  return { licenses: [isExpression ? { expression: license } : { license: { name: license } }] };
};

const toComponent = ([place, { name, lock, needs }]) => ({
  type: 'library',
  'bom-ref': place,
  name,
  version: lock.version,
  ...(lock.optional ? { scope: 'optional' } : {}),
  ...toHashes(lock),
  ...toLicenses(lock),
  purl: toPurl({ name, lock, needs }),
});

const { version, license } = JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8'));
const entries = [...shipped].sort(([left], [right]) => (left < right ? -1 : 1));
const bill = {
  bomFormat: 'CycloneDX',
  specVersion: '1.5',
  serialNumber: `urn:uuid:${randomUUID()}`,
  version: 1,
  metadata: {
    timestamp: new Date().toISOString(),
    component: {
      type: 'application',
      'bom-ref': 'genvideo',
      name: 'genvideo',
      version,
      licenses: [{ license: { name: license } }],
    },
  },
  components: entries.map(toComponent),
  dependencies: entries.map(([place, { needs }]) => ({ ref: place, dependsOn: [...new Set(needs)].sort() })),
};
const text = `${JSON.stringify(bill, null, 2)}\n`;
const [file] = process.argv.slice(2);
if (file) {
  writeFileSync(file, text);
  console.log(`${file}: ${bill.components.length} packages`);
} else process.stdout.write(text);
