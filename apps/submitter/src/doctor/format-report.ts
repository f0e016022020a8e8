import type { DoctorReport } from './doctor-report';
import type { Finding, FindingStatus } from './finding';

const MARK: Record<FindingStatus, string> = { ok: 'ok  ', warn: 'warn', fail: 'FAIL', skip: 'skip' };
const COLOUR: Record<FindingStatus, number> = { ok: 32, warn: 33, fail: 31, skip: 90 };

const paint = (text: string, code: number, colours: boolean): string =>
  colours ? `\u001b[${code}m${text}\u001b[0m` : text;

const NAME_WIDTH = 17;
const INDENT = ' '.repeat(MARK.ok.length + NAME_WIDTH + 2);

const toLine = ({ check, status, message, fix }: Finding, colours: boolean): string => {
  const line = `${paint(MARK[status], COLOUR[status], colours)} ${check.padEnd(NAME_WIDTH)} ${message}`;
  return fix === null ? line : `${line}\n${INDENT}-> ${fix}`;
};

const toSummary = ({ checks, seconds }: DoctorReport): string => {
  const count = (status: FindingStatus): number => checks.filter((each) => each.status === status).length;
  const failed = count('fail');
  const time = `${seconds.toFixed(1)} s`;
  if (failed > 0) {
    const first = checks.find(({ status }) => status === 'fail');
    return `${failed} of ${checks.length} checks ${failed === 1 ? 'fails' : 'fail'} (${time}). Begin with: ${first?.check ?? ''}.`;
  }
  const warnings = count('warn');
  const beside = warnings === 0 ? '' : `, with ${warnings === 1 ? 'a warning' : `${warnings} warnings`}`;
  return `Healthy${beside}: ${checks.length} checks in ${time}.`;
};

/** The report for people: a line for each check, and below it what to do. */
export function formatReport(report: DoctorReport, { colours }: { colours: boolean }): string {
  const lines = report.checks.map((finding) => toLine(finding, colours));
  return [...lines, '', toSummary(report)].join('\n');
}
