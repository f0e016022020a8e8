import type { z } from 'zod';

/** One bad field: its path (`requests[2].width`, or `(whole)` for the value itself) and what is wrong, in words. */
export interface FieldProblem {
  field: string;
  problem: string;
}

const toFieldName = (path: readonly PropertyKey[]): string =>
  path.reduce<string>((name, key) => {
    if (typeof key === 'number') return `${name}[${key}]`;
    return name === '' ? String(key) : `${name}.${String(key)}`;
  }, '');

const withArticle = (noun: string): string => `${/^[aeiou]/.test(noun) ? 'an' : 'a'} ${noun}`;

/** What a value is, for a sentence. */
const toKind = (value: unknown): string => {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'an array';
  if (typeof value !== 'number') return withArticle(typeof value);
  return Number.isFinite(value) ? `the number ${value}` : String(value);
};

/** What zod calls a type, in the words of JSON. */
const TYPE_NAMES: Record<string, string> = { int: 'whole number', record: 'object' };

const isAbsent = (issue: z.core.$ZodIssue): boolean =>
  issue.code === 'invalid_type' && issue.input === undefined;

/** A bound of these is one of their length, which their schemas say in words of their own. */
const hasLength = (origin: string): boolean => origin === 'string' || origin === 'array';

function toWords(issue: z.core.$ZodIssue): string {
  if (isAbsent(issue)) return 'is missing';
  switch (issue.code) {
    case 'invalid_type':
      return `must be ${withArticle(TYPE_NAMES[issue.expected] ?? issue.expected)}, not ${toKind(issue.input)}`;
    case 'invalid_value':
      return `must be ${issue.values.map((value) => JSON.stringify(value)).join(' or ')}`;
    case 'too_small':
      return hasLength(issue.origin) ? issue.message : `must be at least ${issue.minimum}`;
    case 'too_big':
      return hasLength(issue.origin) ? issue.message : `must be at most ${issue.maximum}`;
    default:
      return issue.message;
  }
}

/** Every bad field of a failed validation, in words a person can act on. Parse with `reportInput: true`. */
export function toFieldProblems(error: z.core.$ZodError): FieldProblem[] {
  return error.issues.flatMap((issue) => {
    if (issue.code === 'unrecognized_keys') {
      return issue.keys.map((key) => ({
        field: toFieldName([...issue.path, key]),
        problem: 'is not a known field',
      }));
    }
    return [{ field: toFieldName(issue.path) || '(whole)', problem: toWords(issue) }];
  });
}

/** All bad fields in one line. */
export function describeProblems(problems: readonly FieldProblem[]): string {
  return problems.map(({ field, problem }) => `${field} ${problem}`).join('; ');
}
