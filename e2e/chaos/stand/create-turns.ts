/** One after the other, for whoever shares a name. */
export type Turns = <Output>(name: string, work: () => Promise<Output>) => Promise<Output>;

/** Two troubles of one process would undo each other: the second waits until the first is over. */
export function createTurns(): Turns {
  const last = new Map<string, Promise<unknown>>();
  return (name, work) => {
    const next = (last.get(name) ?? Promise.resolve()).catch(() => undefined).then(work);
    last.set(name, next);
    return next;
  };
}
