import { execFileSync } from 'node:child_process';
import {
  chmodSync,
  chownSync,
  cpSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { WORKSPACE_ROOT } from '@genvideo/testing';
import { readImage, type ImageCopy } from './read-image';

const SCRIPT = 'deploy/docker/keep-packages-of.sh';

/** The folder of the programs in every stage. */
const WORKDIR = '/app';

/** Stages that hold packages; the others hold what was built. */
const PACKAGES = '-packages';

/** The folders of all packages, as the lock file has them. */
const listWorkspaces = (): string[] => {
  const { packages } = JSON.parse(readFileSync(path.join(WORKSPACE_ROOT, 'package-lock.json'), 'utf8')) as {
    packages: Record<string, { link?: boolean; resolved?: string }>;
  };
  return Object.values(packages).flatMap(({ link, resolved }) => (link && resolved ? [resolved] : []));
};

/** A folder with a program named npm that only knows how to lay out what is installed here; a real one with GENVIDEO_REAL_NPM. */
function makeNpm(folder: string): string {
  if (process.env['GENVIDEO_REAL_NPM']) return process.env['PATH'] ?? '';
  const npm = path.join(folder, 'npm');
  const standIn = path.join(__dirname, 'npm-stand-in.mjs');
  writeFileSync(npm, `#!/bin/sh\nexec '${process.execPath}' '${standIn}' "$@"\n`, { mode: 0o755 });
  return `${folder}:${process.env['PATH'] ?? ''}`;
}

/** What the Dockerfile's stage of packages comes to: the same script runs on the same files. */
function installPackages(app: string): string {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'image-packages-'));
  const manifests = listWorkspaces().map((workspace) => `${workspace}/package.json`);
  for (const file of [...manifests, 'package.json', 'package-lock.json', SCRIPT])
    cpSync(path.join(WORKSPACE_ROOT, file), path.join(folder, file));
  const env = { ...process.env, PATH: makeNpm(folder), npm_config_prefer_offline: 'true' };
  execFileSync('sh', [SCRIPT, `apps/${app}`], { cwd: folder, env, stdio: 'pipe', timeout: 170_000 });
  return folder;
}

/** Where a COPY finds what it copies on this machine. */
const toSource = ({ stage, from }: ImageCopy, packages: string): string => {
  if (stage === null) return path.join(WORKSPACE_ROOT, from);
  return path.join(stage.endsWith(PACKAGES) ? packages : WORKSPACE_ROOT, path.relative(WORKDIR, from));
};

/** As COPY does: into the folder where the target is one that is there. */
const toTarget = ({ from, to }: ImageCopy): string =>
  path.join(WORKDIR, to.endsWith('/') ? path.join(to, path.basename(from)) : to);

/** Node.js itself is this machine's. */
const isOurs = ({ stage, from }: ImageCopy): boolean => stage === null || from.startsWith(WORKDIR);

/** A folder that looks as an image's file system does, but for the system that is below it, with `/data` for that user. */
export function buildImageTree(target: string, uid: number): string {
  const root = mkdtempSync(path.join(os.tmpdir(), `image-${target}-`));
  // What mkdtemp makes is for its owner alone.
  chmodSync(root, 0o755);
  const packages = installPackages(target);
  for (const copy of readImage(target).copies.filter(isOurs)) {
    const [from, to] = [toSource(copy, packages), path.join(root, toTarget(copy))];
    mkdirSync(path.dirname(to), { recursive: true });
    // What was laid out for this image alone need not be copied.
    if (from.startsWith(packages)) renameSync(from, to);
    else cpSync(from, to, { recursive: true });
  }
  rmSync(packages, { recursive: true });
  const data = path.join(root, 'data');
  mkdirSync(data);
  if (process.getuid?.() === 0) chownSync(data, uid, uid);
  return root;
}
