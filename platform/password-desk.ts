import { availableParallelism } from 'node:os';
import { hashPassword, verifyPassword } from './password.ts';
import { createWorkQueue } from './work-queue.ts';

/** Hashes and verifies the passwords of a whole process. */
export interface PasswordDesk {
  /** As `hashPassword`, in its turn. Rejects with `QueueFull` when too many wait. */
  hash(password: string): Promise<string>;
  /** As `verifyPassword`, in its turn. Rejects with `QueueFull` when too many wait. */
  verify(hash: string, password: string): Promise<boolean>;
}

interface DeskOptions {
  /** How many are worked on at a time; without it as many as half of the processors. */
  readonly atOnce?: number | undefined;
  /** How many may wait. */
  readonly waiting: number;
  /** The work itself; tests give their own. */
  readonly work?: { readonly hash: typeof hashPassword; readonly verify: typeof verifyPassword };
}

const WORK = { hash: hashPassword, verify: verifyPassword };

/**
 * One queue for everything that costs as much as a password does, in the order of arrival. It leaves processors to the rest
 * of the process and turns work away before it queues up, since whoever waits for long comes again meanwhile.
 */
export function createPasswordDesk({
  atOnce = halfOfTheProcessors(),
  waiting,
  work = WORK,
}: DeskOptions): PasswordDesk {
  const inTurn = createWorkQueue(atOnce, waiting);
  return {
    hash: (password) => inTurn(() => work.hash(password)),
    verify: (hash, password) => inTurn(() => work.verify(hash, password)),
  };
}

const halfOfTheProcessors = (): number => Math.max(1, Math.floor(availableParallelism() / 2));
