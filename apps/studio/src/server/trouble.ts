import {
  ClientError,
  ConflictError,
  ContractViolationError,
  InvalidRequestError,
  NotFoundError,
  RateLimitedError,
  UnauthorizedError,
  UnreachableError,
} from '@genvideo/progress-client';
import { TEXTS } from '../texts';

/** What went wrong, for people. */
export interface Trouble {
  title: string;
  detail: string;
  /** `wait`: it heals by itself; `reload`: the page has to be loaded again; `mend`: somebody has to do something. */
  cure: 'wait' | 'reload' | 'mend';
  isGone: boolean;
  /** Whether nobody answered at all. */
  isSilence: boolean;
  /** What is wrong with which field. */
  fields: Readonly<Record<string, string>>;
}

const { trouble: texts } = TEXTS;

const TITLES: readonly [type: abstract new (...args: never[]) => ClientError, title: string][] = [
  [NotFoundError, texts.notFound],
  [InvalidRequestError, texts.invalid],
  [ConflictError, texts.conflict],
  [RateLimitedError, texts.busy],
  [UnauthorizedError, texts.refused],
];

const toTrouble = (title: string, detail: string, cure: Trouble['cure']): Trouble => ({
  title,
  detail,
  cure,
  isGone: false,
  isSilence: false,
  fields: {},
});

/** What heals by itself: the API is out of reach, or what it asks is slow or away. */
const fromSilence = (error: ClientError): Trouble =>
  error instanceof UnreachableError
    ? { ...toTrouble(texts.unreachable, texts.unreachableHelp, 'wait'), isSilence: true }
    : toTrouble(texts.slow, error.message, 'wait');

const fromClientError = (error: ClientError): Trouble => {
  if (error instanceof ContractViolationError)
    return toTrouble(texts.versions, `${texts.versionsHelp} (${error.message})`, 'reload');
  const title = TITLES.find(([type]) => error instanceof type)?.[1];
  if (title === undefined) return fromSilence(error);
  const fields =
    error instanceof InvalidRequestError
      ? Object.fromEntries(error.problems.map(({ field, problem }) => [field, problem]))
      : {};
  const cure = error instanceof RateLimitedError ? 'wait' : 'mend';
  return { ...toTrouble(title, error.message, cure), isGone: error instanceof NotFoundError, fields };
};

/** An error in words, with what can be done about it. */
export function explainTrouble(error: unknown): Trouble {
  if (error instanceof ClientError) return fromClientError(error);
  return toTrouble(texts.unknown, error instanceof Error ? error.message : String(error), 'mend');
}
