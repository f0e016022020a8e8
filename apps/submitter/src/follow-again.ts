import { quoteWord } from './quote-word';

/**
 * The command that follows a batch again: the one that was typed, with its batch named, because `--new` would make
 * another one.
 * @param command how the program is called, up to and with `batch`
 */
export function toFollowCommand(
  command: string,
  args: readonly string[],
  { batchId, fresh }: { batchId: string; fresh: boolean },
): string {
  const kept = args.filter((each) => each !== '--new' && each !== '--detach' && each !== '--new=true');
  return [command, ...kept.map(quoteWord), ...(fresh ? ['--batch-id', batchId] : [])].join(' ');
}
