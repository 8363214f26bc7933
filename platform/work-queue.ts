/** Runs work as it is given, but never more than so many pieces at once; the others wait their turn. */
export type WorkQueue = <T>(work: () => Promise<T>) => Promise<T>;

/** So much work waits that one more piece would wait for long. */
export class QueueFull extends Error {
  override readonly name = 'QueueFull';
}

/**
 * A queue of its own for work that would take too much of a process if all of it ran at the same time. Where an end is set
 * to those that wait, work beyond is rejected with `QueueFull` before it queues up.
 */
export function createWorkQueue(atOnce: number, mostWaiting = Number.POSITIVE_INFINITY): WorkQueue {
  const waiting: (() => void)[] = [];
  let running = 0;
  return async (work) => {
    if (running >= atOnce) {
      if (waiting.length >= mostWaiting) throw new QueueFull('too much work waits already');
      await new Promise<void>((resolve) => waiting.push(resolve));
    } else {
      running += 1;
    }
    try {
      return await work();
    } finally {
      const next = waiting.shift();
      if (next) next(); // takes over the place
      else running -= 1;
    }
  };
}
