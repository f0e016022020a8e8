/** A picture as an item of a batch: small, so that it is made quickly. */
export const sampleImage = (prompt: string, change: object = {}) => ({
  ...{ type: 'image', prompt, user_id: 'ada', width: 64, height: 64 },
  ...change,
});

export const sampleImages = (count: number, change: object = {}) =>
  Array.from({ length: count }, (_each, index) => sampleImage(`picture ${index}`, change));
