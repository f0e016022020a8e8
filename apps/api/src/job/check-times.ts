import { refuseParameter } from './page-token';

/** @throws ProblemError 400 for a span of time that is none */
export function checkTimes({
  since,
  until,
}: {
  since?: string | undefined;
  until?: string | undefined;
}): void {
  if (since !== undefined && until !== undefined && Date.parse(since) >= Date.parse(until))
    throw refuseParameter('until', 'must be later than since');
}
