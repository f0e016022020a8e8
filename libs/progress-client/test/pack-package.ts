import { execFile } from 'node:child_process';
import { cp, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { WORKSPACE_ROOT, type ResourceStack } from '@genvideo/testing';

const run = promisify(execFile);
const PACKAGE_ROOT = path.join(WORKSPACE_ROOT, 'libs/progress-client');
const PACKED_WITH = ['package.json', 'publish-manifest.mjs', 'README.md', 'LICENSE'];

/** Runs a program to its end; it fails with everything the program wrote. */
export async function runProgram(command: string, args: readonly string[], cwd: string): Promise<string> {
  try {
    return (await run(command, args, { cwd })).stdout;
  } catch (error) {
    const { message, stdout, stderr } = error as Error & { stdout: string; stderr: string };
    throw new Error(`${message}\n${stdout}\n${stderr}`, { cause: error });
  }
}

/** A program of the workspace's own packages. */
export const toBin = (name: string): string => path.join(WORKSPACE_ROOT, 'node_modules/.bin', name);

/**
 * The tarball that `npm pack` makes of this package. Everything happens in a folder of its own, because others may be
 * at work on the manifest that npm changes while it packs.
 */
export async function packPackage(resources: ResourceStack): Promise<string> {
  const stage = await mkdtemp(path.join(os.tmpdir(), 'progress-client-pack-'));
  resources.defer(() => rm(stage, { recursive: true, force: true }));
  for (const file of PACKED_WITH) await cp(path.join(PACKAGE_ROOT, file), path.join(stage, file));
  const out = path.join(stage, 'dist');
  await runProgram('npm', ['run', 'build', '--silent', '--', '--out-dir', out], PACKAGE_ROOT);
  await runProgram(process.execPath, ['publish-manifest.mjs'], stage);
  const packed = await runProgram('npm', ['pack', '--ignore-scripts', '--json'], stage);
  const [{ filename }] = JSON.parse(packed) as [{ filename: string }];
  return path.join(stage, filename);
}

/** A project outside the repository with packages installed; ends with the resources. */
export async function installProject(resources: ResourceStack, packages: readonly string[]): Promise<string> {
  const project = await mkdtemp(path.join(os.tmpdir(), 'progress-client-project-'));
  resources.defer(() => rm(project, { recursive: true, force: true }));
  await mkdir(project, { recursive: true });
  await writeFile(path.join(project, 'package.json'), JSON.stringify({ name: 'project', private: true }));
  const quietly = ['--no-audit', '--no-fund', '--prefer-offline', '--loglevel=error'];
  await runProgram('npm', ['install', ...quietly, ...packages], project);
  return project;
}
