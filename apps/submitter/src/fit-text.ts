/** Text as one line of at most `width` characters; what is cut off is shown by an ellipsis. */
export function fitText(text: string, width: number): string {
  const characters = Array.from(text.replaceAll(/[\r\n\t]+/g, ' '));
  if (characters.length <= width) return characters.join('');
  return width < 1 ? '' : `${characters.slice(0, width - 1).join('')}…`;
}
