import { spawnSync } from 'node:child_process';
import path from 'node:path';
import { WORKSPACE_ROOT } from '@genvideo/testing';

interface Component {
  'bom-ref': string;
  purl: string;
  hashes?: object[];
  licenses?: object[];
}

interface Bill {
  bomFormat: string;
  components: Component[];
  dependencies: { ref: string; dependsOn: string[] }[];
}

const toTool = (name: string): string => path.join(WORKSPACE_ROOT, 'tools', `${name}.mjs`);

/** What the audit makes of a report, by its own reader, when only the package `ours` is shipped. */
const readReport = (report: string): unknown => {
  const script = `import(${JSON.stringify(toTool('audit'))}).then(({ readAudit }) =>
    console.log(JSON.stringify(readAudit(process.argv[1], (place) => place === 'node_modules/ours'))))`;
  const { stdout } = spawnSync(process.execPath, ['--eval', script, '--', report], { encoding: 'utf8' });
  return JSON.parse(stdout);
};

const toReport = (name: string, severity: string): string => {
  const via = [{ title: 'It leaks', url: 'https://x/1' }];
  const hole = { name, severity, range: '<2', via, nodes: [`node_modules/${name}`] };
  return JSON.stringify({ vulnerabilities: { [name]: hole } });
};

describe('npm run sbom', () => {
  const { status, stdout } = spawnSync(process.execPath, [toTool('sbom')], {
    encoding: 'utf8',
    maxBuffer: 2 ** 28,
  });
  const bill = JSON.parse(stdout) as Bill;
  const purls = bill.components.map(({ purl }) => purl);
  const has = (name: string): boolean => purls.some((purl) => purl.startsWith(`pkg:npm/${name}@`));

  it('lists what runs, and nothing that only builds or tests', () => {
    expect([status, bill.bomFormat]).toEqual([0, 'CycloneDX']);
    const runs = ['express', 'pino', 'zod', '%40temporalio/worker', '%40aws-sdk/client-s3'];
    expect(runs.filter((name) => !has(name))).toEqual([]);
    expect(['jest', 'eslint', 'nx', 'prettier', 'typescript-eslint', 's3rver'].filter(has)).toEqual([]);
  });

  it('says of every package from elsewhere under which licence it is, and what its sum is', () => {
    const elsewhere = bill.components.filter((each) => each['bom-ref'].includes('node_modules/'));
    expect(elsewhere.filter(({ hashes }) => !hashes).map(({ purl }) => purl)).toEqual([]);
    // Its package.json has none; its readme says that it is in the public domain (Unlicense).
    const silent = elsewhere.filter(({ licenses }) => !licenses).map(({ purl }) => purl.split('@')[0]);
    expect(silent).toEqual(['pkg:npm/unionfs']);
  });

  it('says who needs whom, and names nobody who is not there', () => {
    const refs = new Set(bill.components.map((each) => each['bom-ref']));
    const named = bill.dependencies.flatMap(({ ref, dependsOn }) => [ref, ...dependsOn]);
    expect(named.filter((ref) => !refs.has(ref))).toEqual([]);
  });
});

describe('npm run audit', () => {
  it.each(['high', 'critical'])('fails for holes that are %s, and says where they are', (severity) => {
    expect(readReport(toReport('ours', severity))).toEqual({
      status: 'found',
      lines: [`${severity}: ours <2: It leaks (https://x/1)`],
    });
  });

  it('passes with smaller ones, and with those of what is not shipped', () => {
    for (const report of [toReport('ours', 'moderate'), toReport('theirs', 'critical')])
      expect(readReport(report)).toEqual({ status: 'clean', lines: [] });
  });

  it('says that it does not know where the registry does not answer, and does not take that for clean', () => {
    const refused = JSON.stringify({
      message: '405 Method Not Allowed - POST https://registry/x',
      error: {},
    });
    expect(readReport(refused)).toEqual({
      status: 'unknown',
      lines: ['the registry does not tell: 405 Method Not Allowed'],
    });
    expect(readReport('')).toMatchObject({ status: 'unknown' });
  });
});
