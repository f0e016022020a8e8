import type { z } from 'zod';

/** Every problem of a value in words, each with the field's name: `prompt is missing; width: expected number, received string`. */
export function describeIssues({ issues }: z.ZodError): string {
  return issues.map(describeIssue).join('; ');
}

function describeIssue(issue: z.core.$ZodIssue): string {
  const field = issue.path.join('.');
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((key) => `${[...issue.path, key].join('.')} is not a known name`).join('; ');
  }
  if (issue.message.endsWith('received undefined'))
    return `${field === '' ? 'a JSON object' : field} is missing`;
  const problem = issue.message.replace(/^Invalid input: /, '');
  return field === '' ? problem : `${field}: ${problem}`;
}
