import { quoteWord } from './quote-word';

/**
 * The command that follows a batch again: the one that was typed, with its batch named where the same words would make
 * another one, as `--new` does, and as a file does that has been changed.
 * @param command how the program is called, up to and with `batch`
 */
export function toFollowCommand(
  command: string,
  args: readonly string[],
  { batchId, named }: { batchId: string; named: boolean },
): string {
  const kept = args.filter((each) => each !== '--new' && each !== '--detach' && each !== '--new=true');
  return [command, ...kept.map(quoteWord), ...(named ? ['--batch-id', batchId] : [])].join(' ');
}
