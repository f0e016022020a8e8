import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';

/** An executable shell script; returns its path. */
export async function writeScript(file: string, ...lines: string[]): Promise<string> {
  await mkdir(path.dirname(file), { recursive: true });
  await writeFile(file, ['#!/bin/sh', ...lines, ''].join('\n'), { mode: 0o755 });
  return file;
}

/** Stands for a Temporal CLI as far as its version is asked. */
export function writeCli(file: string, serverVersion: string): Promise<string> {
  return writeScript(file, `echo "temporal version 9.9.9 (Server ${serverVersion}, UI 2.42.1)"`);
}

export interface FakeGo {
  /** Say of `go env GOVERSION`. */
  version: string;
  /** Gets one line for each build. */
  buildsFile: string;
  /** Shell lines that "build" `$output`. */
  build: string[];
}

/** Stands for Go: records its builds. */
export function writeGo(file: string, { version, buildsFile, build }: FakeGo): Promise<string> {
  return writeScript(
    file,
    `[ "$1" = env ] && echo ${version} && exit 0`,
    `echo "$@" >>'${buildsFile}'`,
    'while [ "$1" != -o ]; do shift; done',
    'output=$2',
    ...build,
  );
}

/** Shell lines that write a Temporal CLI of the right version to `$output`. */
export const BUILD_A_CLI = [
  `printf '#!/bin/sh\\necho "temporal version 1.5.1 (Server 1.29.1, UI 2.42.1)"\\n' >"$output"`,
  'chmod +x "$output"',
];
