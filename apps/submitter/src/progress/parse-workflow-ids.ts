import { isIdentifier, MAX_IDENTIFIER_LENGTH } from '@genvideo/models';
import { EXIT_STATUS, UserFacingError } from '@genvideo/runtime';
import { fitText } from '../fit-text';

const RULE = `An id has 1 to ${MAX_IDENTIFIER_LENGTH} characters: letters, digits and . _ : @ - only.`;

/** Enough to recognise a wrong id by. */
const SHOWN_CHARACTERS = 60;

const refuse = (problem: string): never => {
  throw new UserFacingError(`${problem} ${RULE}`, EXIT_STATUS.usage);
};

/**
 * A workflow id from the command line.
 * @throws UserFacingError saying what an id may be
 */
export function parseWorkflowId(text: string): string {
  if (text === '') refuse('The workflow id is empty.');
  if (!isIdentifier(text)) refuse(`"${fitText(text, SHOWN_CHARACTERS)}" is not a workflow id.`);
  return text;
}

/**
 * Workflow ids with commas between, each of them once, in the order given.
 * @throws UserFacingError naming the first that is none
 */
export function parseWorkflowIds(text: string): readonly string[] {
  const ids = text.split(',').map((each) => each.trim());
  const emptyAt = ids.indexOf('');
  if (emptyAt !== -1)
    refuse(
      `Workflow id ${emptyAt + 1} of ${ids.length} is empty. Write single commas between, such as kite-1,kite-2.`,
    );
  return [...new Set(ids.map(parseWorkflowId))];
}
