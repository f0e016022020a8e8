import type { MediaFile } from './task';

/** Keeps what light mode makes, so that each kind of file is made once; a failed attempt is not kept. */
export interface MadeMedia {
  once(kind: string, make: () => Promise<MediaFile>): Promise<MediaFile>;
}

export function createMadeMedia(): MadeMedia {
  const made = new Map<string, Promise<MediaFile>>();
  return {
    once(kind, make) {
      const known = made.get(kind);
      if (known !== undefined) return known;
      const making = make();
      made.set(kind, making);
      making.catch(() => made.delete(kind));
      return making;
    },
  };
}
