import { patched, workflowInfo } from '@temporalio/workflow';
import type { Inbox } from './inbox.ts';

/** For runs whose snapshot comes from a worker of 0.1, which did not name a number. */
const COMMANDS_PER_RUN = 500;

/** What makes a run long. */
export interface RunLength {
  /** Commands that this run has taken, or turns of a conversation. */
  taken: number;
  /** From how many on it continues as new. */
  commandsPerRun?: number | undefined;
  /** True where runs of 0.1 continued as new when the server suggested it; it can go with the patch below. */
  continuedBefore: boolean;
}

/**
 * True when a run has to continue as new: the server suggests it, or it has taken many commands. A run takes 2,000 updates
 * and 51,200 events, refused ones included; after that nobody can say anything to it any more.
 */
export function isLong({ taken, commandsPerRun = COMMANDS_PER_RUN, continuedBefore }: RunLength): boolean {
  const { continueAsNewSuggested } = workflowInfo();
  if (continueAsNewSuggested && continuedBefore) return true;
  // Runs of 0.1 did not count. The patch can go once none of them is left: in 0.3.
  return (continueAsNewSuggested || taken >= commandsPerRun) && patched('commands-per-run');
}

/**
 * Continues a long run as new, after everything that it has accepted is answered. `renew` does it, or does nothing if the
 * state or a signal that came meanwhile has to be looked at first. Answers true when the run was long and is still here.
 */
export async function renewIfLong(
  inbox: Pick<Inbox, 'taken' | 'drain'>,
  length: Omit<RunLength, 'taken'>,
  renew: () => Promise<never> | undefined,
): Promise<boolean> {
  if (!isLong({ ...length, taken: inbox.taken() })) return false;
  await inbox.drain();
  await renew();
  return true;
}
