import { whyNoCluster, type Environment } from '@genvideo/temporal-server';
import type { ChaosEngine } from './chaos-engine';
import { startClusterEngine } from './start-cluster-engine';
import { startFileEngine } from './start-file-engine';

export type EngineChoice = 'auto' | 'cluster' | 'file';

export interface EngineOptions {
  choice: EngineChoice;
  env: Environment;
  onProgress: (line: string) => void;
}

/** How to start the engine that was asked for; `auto`: a cluster where one is to be had. */
export function chooseEngine({
  choice,
  env,
  onProgress,
}: EngineOptions): (folder: string) => Promise<ChaosEngine> {
  if (choice === 'cluster') return () => startClusterEngine(env, onProgress);
  if (choice === 'file') return startFileEngine;
  const lack = whyNoCluster(env);
  if (lack === null) return () => startClusterEngine(env, onProgress);
  onProgress(
    `No cluster of Temporal on PostgreSQL: ${lack}. The same schedule runs on the development server.`,
  );
  return startFileEngine;
}
