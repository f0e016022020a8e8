// npm run audit: asks the registry for known holes in what we ship. Fails for high and critical ones; says so where the
// registry has no answer to that question, as mirrors often do.
import { spawnSync } from 'node:child_process';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { listShipped } from './list-shipped.mjs';

const root = path.resolve(import.meta.dirname, '..');
const SERIOUS = ['high', 'critical'];
const PATIENCE_MS = 60_000;

/**
 * What npm's report comes to.
 * @param {string} text what `npm audit --json` printed
 * @param {(place: string) => boolean} isShipped whether what the lock file has at a place is shipped
 * @returns {{ status: 'clean' | 'found' | 'unknown', lines: string[] }}
 */
export function readAudit(text, isShipped) {
  /** @type {any} */
  let report;
  try {
    report = JSON.parse(text);
  } catch {
    return { status: 'unknown', lines: ['npm audit answered nothing that can be read'] };
  }
  if (!report.vulnerabilities) {
    const reason = report.message ?? report.error?.summary ?? 'no reason given';
    return { status: 'unknown', lines: [`the registry does not tell: ${reason.split(' - ')[0]}`] };
  }
  const lines = Object.values(report.vulnerabilities)
    .filter(({ severity, nodes }) => SERIOUS.includes(severity) && nodes.some(isShipped))
    .map(({ name, severity, range, via }) => {
      const [why] = via.filter((each) => typeof each === 'object');
      return `${severity}: ${name} ${range}${why ? `: ${why.title} (${why.url})` : ''}`;
    });
  return { status: lines.length > 0 ? 'found' : 'clean', lines };
}

function audit() {
  const shipped = listShipped(root);
  const { stdout } = spawnSync('npm', ['audit', '--json'], {
    cwd: root,
    encoding: 'utf8',
    maxBuffer: 2 ** 28,
    timeout: PATIENCE_MS,
  });
  const { status, lines } = readAudit(stdout ?? '', (place) => shipped.has(place));
  for (const line of lines) console.log(line);
  if (status === 'clean')
    console.log(`No known high or critical holes in the ${shipped.size} packages that we ship.`);
  if (status === 'unknown')
    console.log('NOT audited. Run "npm run audit" where the registry of npm itself is reached.');
  if (status === 'found')
    console.log('Update those packages (npm update NAME, or overrides in package.json).');
  process.exitCode = status === 'found' ? 1 : 0;
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) audit();
