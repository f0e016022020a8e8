import { spawnSync } from 'node:child_process';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';

const MODULE = path.join(__dirname, '../ensure-installed.mjs');

/** In Node itself, as the module runs before anything is installed. */
const call = (expression: string): unknown => {
  const script = `import * as it from ${JSON.stringify(MODULE)}; console.log(JSON.stringify(${expression}));`;
  const { stdout } = spawnSync(process.execPath, ['--input-type=module', '-e', script], { encoding: 'utf8' });
  return JSON.parse(stdout);
};

describe('isNodeNewEnough', () => {
  it('takes 20.19 and newer', () => {
    expect(call(`['18.20.0', '20.18.9', '20.19.0', '22.1.0'].map(it.isNodeNewEnough)`)).toEqual([
      false,
      false,
      true,
      true,
    ]);
  });
});

describe('isInstalled', () => {
  let root: string;
  const lock = (packages: object): string => JSON.stringify({ packages });
  const wanted = { '': {}, 'libs/a': {}, 'node_modules/x': { version: '1.0.0' } };

  beforeEach(async () => {
    root = await mkdtemp(path.join(tmpdir(), 'installed-'));
    await mkdir(path.join(root, 'node_modules'));
    await writeFile(
      path.join(root, 'package-lock.json'),
      lock({ ...wanted, 'node_modules/mac-only': { version: '1.0.0', optional: true } }),
    );
  });
  afterEach(() => rm(root, { recursive: true }));

  const isInstalled = (): unknown => call(`it.isInstalled(${JSON.stringify(root)})`);

  it('misses an installation that is not there', () => {
    expect(isInstalled()).toBe(false);
  });

  it('takes one that is right, whatever its age', async () => {
    await writeFile(path.join(root, 'node_modules/.package-lock.json'), lock(wanted));
    expect(isInstalled()).toBe(true);
  });

  it('finds out another version', async () => {
    const other = { ...wanted, 'node_modules/x': { version: '0.9.0' } };
    await writeFile(path.join(root, 'node_modules/.package-lock.json'), lock(other));
    expect(isInstalled()).toBe(false);
  });
});
