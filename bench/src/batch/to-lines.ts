/** A list of pictures, one a line. */
export const toLines = (items: number): string =>
  Array.from(
    { length: items },
    (_each, index) =>
      `${JSON.stringify({ type: 'image', prompt: `picture ${index}`, user_id: 'bench', width: 64, height: 64 })}\n`,
  ).join('');
