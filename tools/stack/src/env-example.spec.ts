import { readFileSync } from 'node:fs';
import path from 'node:path';
import { parseEnv } from 'node:util';
import { environmentSchema, loadConfig } from '@genvideo/models/config';

/** With the lines that are switched off, as they stand. */
const EXAMPLE = readFileSync(path.join(__dirname, '../../../.env.example'), 'utf8').replaceAll(
  /^#(?=[A-Z_]+=)/gm,
  '',
);

describe('.env.example', () => {
  it('names every variable there is, and no other', () => {
    expect(Object.keys(parseEnv(EXAMPLE)).sort()).toEqual(Object.keys(environmentSchema.shape).sort());
  });

  it('shows the defaults', () => {
    expect(loadConfig({ ...parseEnv(EXAMPLE) })).toEqual(loadConfig({}));
  });

  it('says of every variable what it is', () => {
    const lines = EXAMPLE.split('\n');
    const bare = lines.filter(
      (line, index) => /^[A-Z_]+=/.test(line) && !/^# \S/.test(lines[index - 1] ?? ''),
    );
    expect(bare).toEqual([]);
  });
});
