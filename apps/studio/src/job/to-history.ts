import type { Progress } from '@genvideo/progress-client';

const tells = ({ step, status, message }: Progress): string =>
  JSON.stringify([step, status, message.replaceAll(/\d+\s?%/g, '')]);

/** The entries of a record at which something happened: mere percent is left out. The latest comes last. */
export function toHistory(record: readonly Progress[]): readonly Progress[] {
  return record.filter((entry, index) => {
    const before = record[index - 1];
    return before === undefined || tells(before) !== tells(entry);
  });
}
