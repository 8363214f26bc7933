/** Runs work as it is given, but never more than so many pieces at once; the others wait their turn. */
export type WorkQueue = <T>(work: () => Promise<T>) => Promise<T>;

/** A queue of its own for work that would take too much of a process if all of it ran at the same time. */
export function createWorkQueue(atOnce: number): WorkQueue {
  const waiting: (() => void)[] = [];
  let running = 0;
  return async (work) => {
    if (running >= atOnce) await new Promise<void>((resolve) => waiting.push(resolve));
    else running += 1;
    try {
      return await work();
    } finally {
      const next = waiting.shift();
      if (next) next(); // takes over the place
      else running -= 1;
    }
  };
}
