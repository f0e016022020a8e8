import { spawnSync } from 'node:child_process';
import { findGoValidator } from './find-go-validator';
import type { Validator } from './validator';

const canRun = (command: string, args: readonly string[]): boolean => spawnSync(command, args).status === 0;

/** Arguments follow: the folder. kubectl's own, one on PATH, or one built here. */
export function findKustomize(): Validator {
  if (canRun('kubectl', ['kustomize', '--help']))
    return { state: 'found', command: 'kubectl', args: ['kustomize'] };
  if (canRun('kustomize', ['version'])) return { state: 'found', command: 'kustomize', args: ['build'] };
  const built = findGoValidator('kustomize', 'sigs.k8s.io/kustomize/kustomize/v5');
  return built.state === 'found' ? { ...built, args: ['build'] } : built;
}
