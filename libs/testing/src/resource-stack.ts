/** Anything that is ended by stop() or close(). */
export type Resource = { stop: () => unknown } | { close: () => unknown };

/** Ends what was added to it, last first. */
export interface ResourceStack {
  /** Returns the resource, so that starting and adding is one expression. */
  add: <T extends Resource>(resource: T) => T;
  /** Something else to do at the end. */
  defer: (fn: () => unknown) => void;
  /** Ends everything, also when some of it fails. @throws AggregateError of those that failed */
  end: () => Promise<void>;
}

/** For beforeAll and afterAll; withResources where one function holds it all. */
export function createResourceStack(): ResourceStack {
  const endings: (() => unknown)[] = [];
  const end = async (): Promise<void> => {
    const errors: unknown[] = [];
    for (let ending = endings.pop(); ending; ending = endings.pop()) {
      try {
        await ending();
      } catch (error) {
        errors.push(error);
      }
    }
    if (errors.length > 0)
      throw new AggregateError(errors, `Some resources did not end: ${errors.map(String).join('; ')}`);
  };
  return {
    add: (resource) => {
      endings.push(() => ('stop' in resource ? resource.stop() : resource.close()));
      return resource;
    },
    defer: (fn) => {
      endings.push(fn);
    },
    end,
  };
}

/** Runs `fn` with a stack of its own and ends it, whatever happens. */
export async function withResources<T>(fn: (resources: ResourceStack) => Promise<T>): Promise<T> {
  const resources = createResourceStack();
  try {
    return await fn(resources);
  } finally {
    await resources.end();
  }
}
