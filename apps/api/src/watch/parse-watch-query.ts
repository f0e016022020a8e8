import { isIdentifier } from '@genvideo/models';
import { describeProblems, type FieldProblem } from '@genvideo/models/schemas';
import type { WatchFilters } from '../job/list-filters';
import { ProblemError } from '../problem';

/** How many jobs one stream follows. */
export const MAX_FOLLOWED = 500;

/** What the query of a stream of many jobs says. */
export interface WatchQuery extends WatchFilters {
  /** Ids, separated by commas. */
  ids?: string | undefined;
}

/** The jobs that a stream follows. */
export interface WatchTarget {
  /** Those that are named, each once. */
  ids: readonly string[];
  /** Those that match join them; null where the named are all. */
  filters: WatchFilters | null;
}

/** As much of what a caller sent as an answer repeats. */
const shorten = (text: string): string => (text.length > 40 ? `${text.slice(0, 40)}...` : text);

const refuse = (problems: readonly FieldProblem[]): ProblemError =>
  new ProblemError('InvalidRequest', `${describeProblems(problems)}.`, { problems });

const parseIds = (text: string): string[] => {
  const ids = [...new Set(text.split(',').map((id) => id.trim()))];
  if (ids.length > MAX_FOLLOWED) {
    const problem = `names ${ids.length} jobs, and one stream follows ${MAX_FOLLOWED} at most; open another for the rest, or follow them by a filter such as tag=batch:ID`;
    throw refuse([{ field: 'ids', problem }]);
  }
  const problems = ids.flatMap((id, index) =>
    isIdentifier(id)
      ? []
      : [
          {
            field: `ids[${index}]`,
            problem: `"${shorten(id)}" is no id: ids are made of letters, digits and . _ : @ -`,
          },
        ],
  );
  if (problems.length > 0) throw refuse(problems);
  return ids;
};

/**
 * The jobs that a query names, and those that match its filters; without either, whatever runs.
 * @throws ProblemError 422 naming every bad id, and for too many
 */
export function parseWatchQuery({ ids, status, type, user, tag }: WatchQuery): WatchTarget {
  const filters: WatchFilters = { status, type, user, tag };
  const isFiltered = Object.values(filters).some((value) => value !== undefined);
  return {
    ids: ids === undefined ? [] : parseIds(ids),
    filters: ids === undefined || isFiltered ? filters : null,
  };
}
