import { KLING_PROMPT_LIMIT } from '@genvideo/models/wire';

/** Kling has no styles: they are asked for in words, where there is room for them. */
export function toKlingPrompt({ prompt, style }: { prompt: string; style: string }): string {
  const whole = `${prompt}\nStyle: ${style}`;
  return [...whole].length <= KLING_PROMPT_LIMIT ? whole : prompt;
}
