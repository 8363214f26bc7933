import { createBackoff } from './faults.ts';
import { isOutOfDate } from './out-of-date.ts';

/** Something that a run does by itself at an instant (workflow time, ms). */
export interface Due {
  atMs: number;
  summary: string;
  act(): Promise<void>;
}

/** What a run does by itself. Work that meets a fault is put off, and everything else goes on. */
export interface Agenda {
  /** Does what a signal orders: now, or as soon as no fault prevents it. Where it is refused, there is nothing left to do. */
  owe(summary: string, work: () => Promise<void>): Promise<void>;
  /** True while something that a signal ordered is not done. */
  isOwing(): boolean;
  /** The first of these and of what is owed. */
  first(dues: readonly Due[]): Due;
  /** Carries out what is due. Where a write finds that the aggregate has moved on, the truth is loaded instead. */
  carryOut(due: Due): Promise<void>;
}

/** An agenda on which nothing is owed; `refresh` loads the truth. */
export function createAgenda(refresh: () => Promise<void>): Agenda {
  const backoff = createBackoff();
  const owed: Due[] = [];
  return { owe, isOwing: () => owed.length > 0, first, carryOut };

  async function owe(summary: string, work: () => Promise<void>): Promise<void> {
    const due: Due = {
      atMs: 0,
      summary,
      act: async () => {
        await unlessOutOfDate(work);
        owed.splice(owed.indexOf(due), 1);
      },
    };
    owed.push(due);
    await carryOut(due);
  }

  function first(dues: readonly Due[]): Due {
    return [...owed, ...dues]
      .map((due) => ({ ...due, atMs: backoff.dueAtMs(due.summary, due.atMs) }))
      .reduce((earliest, each) => (each.atMs < earliest.atMs ? each : earliest));
  }

  async function carryOut(due: Due): Promise<void> {
    await backoff.attempt(due.summary, () => unlessOutOfDate(() => due.act()));
  }

  async function unlessOutOfDate(work: () => Promise<void>): Promise<void> {
    try {
      await work();
    } catch (failure) {
      if (!isOutOfDate(failure)) throw failure;
      await refresh();
    }
  }
}
