import { EXIT_STATUS, loadEngineOptions, type Environment, type ExitStatus } from '@genvideo/runtime';
import type { DoctorFlags } from './doctor-flags';
import { checkConfiguration } from './check-configuration';
import type { DoctorReport } from './doctor-report';
import { examine } from './examine';
import { CHECKS, type Finding } from './finding';
import { formatReport } from './format-report';

export interface DoctorSurroundings {
  environment: Environment;
  version: string;
  output: { isTTY?: boolean; write: (text: string) => unknown };
}

/** How long each question may take, in milliseconds, unless the flags say otherwise. */
const TIMEOUT_MS = 2_000;

const byOrder = (left: Finding, right: Finding): number =>
  CHECKS.indexOf(left.check) - CHECKS.indexOf(right.check);

const toExitStatus = ({ checks }: DoctorReport): ExitStatus => {
  const failed = checks.filter(({ status }) => status === 'fail').map(({ check }) => check);
  if (failed.includes('engine')) return EXIT_STATUS.outOfReach;
  return failed.length > 0 ? EXIT_STATUS.failed : EXIT_STATUS.ok;
};

/** What stands on the command line counts more than the environment. */
const withFlags = (environment: Environment, { temporalHost, namespace }: DoctorFlags): Environment => ({
  ...environment,
  ...(temporalHost === undefined ? {} : { TEMPORAL_HOST: temporalHost }),
  ...(namespace === undefined ? {} : { TEMPORAL_NAMESPACE: namespace }),
});

/** Examines everything a job needs, and says what to do about what fails. */
export async function runDoctor(
  flags: DoctorFlags,
  { environment, version, output }: DoctorSurroundings,
): Promise<ExitStatus> {
  const startedAt = performance.now();
  const { verdict, config, environment: usable } = checkConfiguration(withFlags(environment, flags));
  const { findings, versions } = await examine({
    config,
    engine: loadEngineOptions(usable),
    apiUrl: flags.apiUrl,
    apiKey: flags.apiKey ?? config.API_KEY,
    timeoutMs: flags.timeout === undefined ? TIMEOUT_MS : flags.timeout * 1_000,
  });
  const checks = [{ check: 'configuration' as const, ...verdict, seconds: 0 }, ...findings].sort(byOrder);
  const report: DoctorReport = {
    status: checks.some(({ status }) => status === 'fail') ? 'unhealthy' : 'healthy',
    checks,
    seconds: Math.round(performance.now() - startedAt) / 1_000,
    versions: { genvideo: version, node: process.versions.node, ...versions },
    timestamp: new Date().toISOString(),
  };
  const colours = output.isTTY === true;
  output.write(`${flags.json ? JSON.stringify(report) : formatReport(report, { colours })}\n`);
  return toExitStatus(report);
}
