import { isIdentifier } from '@genvideo/models';
import { TEXTS } from '../texts';
import type { Draft } from './draft';

/** What is wrong with which field. */
export type DraftProblems = Partial<Record<keyof Draft, string>>;

export const MAX_PROMPT_LENGTH = 2_500;
const MAX_STYLE_LENGTH = 64;
const LEAST_PIXELS = 64;
const MOST_PIXELS = 4_096;

const { problems: texts } = TEXTS;

/** An emoji counts as one, as it does in the API. */
export function countCharacters(text: string): number {
  return Array.from(text.trim()).length;
}

const checkPrompt = ({ prompt }: Draft): string | undefined => {
  const length = countCharacters(prompt);
  if (length === 0) return texts.prompt;
  return length > MAX_PROMPT_LENGTH ? texts.promptLong : undefined;
};

const checkPixels = (text: string): string | undefined => {
  const pixels = Number(text);
  return Number.isInteger(pixels) && pixels >= LEAST_PIXELS && pixels <= MOST_PIXELS
    ? undefined
    : texts.pixels;
};

const checkStyle = ({ style }: Draft): string | undefined => {
  const length = countCharacters(style);
  return length >= 1 && length <= MAX_STYLE_LENGTH ? undefined : texts.style;
};

const checkStartPicture = ({ kind, startPicture }: Draft): string | undefined => {
  if (kind === 'image' || startPicture.trim() === '') return undefined;
  return /^https?:\/\/\S+$/.test(startPicture.trim()) && URL.canParse(startPicture.trim())
    ? undefined
    : texts.url;
};

/** Everything that is wrong with a draft. The API has the last word; this spares a way to it. */
export function checkDraft(draft: Draft): DraftProblems {
  const problems: DraftProblems = {
    prompt: checkPrompt(draft),
    width: checkPixels(draft.width),
    height: checkPixels(draft.height),
    style: checkStyle(draft),
    startPicture: checkStartPicture(draft),
    user: isIdentifier(draft.user) ? undefined : texts.user,
  };
  return Object.fromEntries(Object.entries(problems).filter(([, problem]) => problem !== undefined));
}
