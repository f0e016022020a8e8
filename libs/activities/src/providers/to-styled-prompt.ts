/**
 * A style as words in the prompt, for services that have no styles; left out where there is no room for it.
 * @param limit the longest prompt that the service takes, in code points
 */
export function toStyledPrompt(
  { prompt, style }: { prompt: string; style: string },
  limit: number = Infinity,
): string {
  const whole = `${prompt}\nStyle: ${style}`;
  return [...whole].length <= limit ? whole : prompt;
}
