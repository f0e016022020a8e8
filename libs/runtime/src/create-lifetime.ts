/** Closes something that was opened; may return a promise. */
export type Release = () => unknown;

export interface Lifetime {
  /** Remembers how to release a resource, and hands the resource on. */
  own<Resource>(resource: Resource, release: (resource: Resource) => unknown): Resource;
  /** Releases everything, the latest first. One failing release does not keep the others from happening. */
  end(): Promise<void>;
}

/** Releases what a program opened, in the reverse order of its opening, once. */
export function createLifetime(): Lifetime {
  const releases: Release[] = [];
  return {
    own(resource, release) {
      releases.push(() => release(resource));
      return resource;
    },
    async end() {
      const errors: unknown[] = [];
      for (let release = releases.pop(); release; release = releases.pop()) {
        try {
          await release();
        } catch (error) {
          errors.push(error);
        }
      }
      if (errors.length > 0) throw new AggregateError(errors, 'Some resources could not be released');
    },
  };
}
