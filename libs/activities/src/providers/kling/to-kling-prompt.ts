import { KLING_PROMPT_LIMIT } from '@genvideo/models/wire';
import { toStyledPrompt } from '../to-styled-prompt';

/** Kling has no styles: they are asked for in words, where there is room for them. */
export const toKlingPrompt = (task: { prompt: string; style: string }): string =>
  toStyledPrompt(task, KLING_PROMPT_LIMIT);
