import type { Readable } from 'node:stream';
import { scanLines } from '@genvideo/activities/storage';
import type { BatchItem } from '@genvideo/models';
import {
  InvalidInputError,
  MAX_BATCH_ITEMS,
  parseBatchItem,
  type FieldProblem,
} from '@genvideo/models/schemas';

/** An item as it came, and what it is called in an answer: `requests[3]`, `line 4`. */
export interface NamedItem {
  name: string;
  /** Throws an InvalidInputError where it cannot be read. */
  read: () => BatchItem;
}

/** How many problems an answer names; whoever has more mends those first. */
const MAX_PROBLEMS = 20;

const parseLine = (text: string): BatchItem => {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw new InvalidInputError([{ field: '(whole)', problem: 'is not valid JSON' }]);
  }
  return parseBatchItem(value, { unknownFields: 'refuse' });
};

/** The items of a body of lines, each with the number of its line. */
export async function* readLineItems(body: Readable): AsyncGenerator<NamedItem> {
  for await (const { text, number } of scanLines(body))
    yield { name: `line ${number}`, read: () => parseLine(text) };
}

/** The items of a list that has been checked as a whole already. */
export function* nameItems(items: readonly BatchItem[]): Generator<NamedItem> {
  for (const [index, item] of items.entries()) yield { name: `requests[${index}]`, read: () => item };
}

/** Collects what is wrong with items, so that one answer names it all. */
class ItemCheck {
  readonly problems: FieldProblem[] = [];
  private readonly ids = new Map<string, string>();

  constructor(private readonly check: (item: BatchItem) => void) {}

  /** The item where it is good; null where it is not. */
  take({ name, read }: NamedItem): BatchItem | null {
    try {
      const item = read();
      this.check(item);
      this.checkId(item, name);
      return item;
    } catch (error) {
      if (!(error instanceof InvalidInputError)) throw error;
      for (const { field, problem } of error.problems)
        this.problems.push({ field: field === '(whole)' ? name : `${name}.${field}`, problem });
      return null;
    }
  }

  private checkId({ request_id: id }: BatchItem, name: string): void {
    if (id === null) return;
    const first = this.ids.get(id);
    if (first === undefined) {
      this.ids.set(id, name);
      return;
    }
    const problem = `is the id of ${first}, too; each item needs one of its own, or none`;
    throw new InvalidInputError([{ field: 'request_id', problem }]);
  }
}

const refuse = (problem: string): InvalidInputError =>
  new InvalidInputError([{ field: 'requests', problem }]);

/**
 * The good items of a batch, one at a time. Ends with an error when there was a bad one, after all of them have been
 * looked at or too many were bad.
 * @param check throws an InvalidInputError for what is against an item besides
 * @throws InvalidInputError naming every bad item
 */
export async function* checkItems(
  items: AsyncIterable<NamedItem> | Iterable<NamedItem>,
  check: (item: BatchItem) => void,
): AsyncGenerator<BatchItem> {
  const checked = new ItemCheck(check);
  const { problems } = checked;
  let count = 0;
  for await (const named of items) {
    count += 1;
    if (count > MAX_BATCH_ITEMS)
      throw refuse(`has more items than the ${MAX_BATCH_ITEMS} that a batch may have`);
    const item = checked.take(named);
    if (item !== null && problems.length === 0) yield item;
    if (problems.length >= MAX_PROBLEMS) break;
  }
  if (problems.length > 0) throw new InvalidInputError(problems.slice(0, MAX_PROBLEMS));
  if (count === 0) throw refuse('is empty; a batch has at least 1 item');
}
