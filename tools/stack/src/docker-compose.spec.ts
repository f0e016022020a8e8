import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import path from 'node:path';

const ROOT = path.join(__dirname, '../../..');
const hasCompose = spawnSync('docker', ['compose', 'version']).status === 0;
/** Shown as skipped where Docker Compose is not installed: nothing else can judge the file. */
const itWithCompose = hasCompose ? it : it.skip;

describe('docker-compose.yml', () => {
  itWithCompose('is accepted by docker compose', () => {
    const { status, stderr } = spawnSync('docker', ['compose', 'config', '-q'], {
      cwd: ROOT,
      encoding: 'utf8',
    });
    expect({ status, stderr }).toMatchObject({ status: 0 });
  });

  it('registers the search attributes that the workflows set', () => {
    const text = readFileSync(path.join(ROOT, 'docker-compose.yml'), 'utf8');
    expect(text).toContain('--name CustomProgress --type Int --name CustomTag --type KeywordList');
  });
});
