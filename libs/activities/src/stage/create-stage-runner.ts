import { withApplicationFailures } from '../to-application-failure';
import { withBackOff } from '../with-back-off';
import { createLookRate } from './look-rate';
import { runStage, type RunStageDependencies } from './run-stage';
import type { StageReport, StageRequest } from './stage-request';

/** Runs stages at a provider, which is looked at no more often than it bears. */
export function createStageRunner<Task>(
  dependencies: RunStageDependencies<Task>,
): (request: StageRequest<Task>) => Promise<StageReport> {
  const rate = createLookRate(dependencies.provider.looksPerSecond);
  const readPace = () => rate.toPace(dependencies.readPace());
  return withBackOff(
    withApplicationFailures((request) => rate.during(() => runStage(request, { ...dependencies, readPace }))),
  );
}
