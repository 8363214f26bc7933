import { Problem, unavailable } from './problem.ts';

/** How many calls of one kind may be under way at the same time, from one account and in this process. */
export interface InFlight {
  /**
   * Lets a call begin; the function that is returned says that it is over. Refuses at once what would be one too many:
   * with `rate_limited` where the account has as many as it may, with `unavailable` where the process has.
   */
  enter(accountId: string): () => void;
}

interface InFlightOptions {
  /** In the plural, for the caller. */
  readonly what: string;
  readonly perAccount: number;
  readonly inAll: number;
}

const RETRY_AFTER_SECONDS = '1';

/** Counts calls from before their body is read until their answer has been sent or given up. */
export function createInFlight({ what, perAccount, inAll }: InFlightOptions): InFlight {
  const byAccount = new Map<string, number>();
  let all = 0;
  return { enter };

  function enter(accountId: string): () => void {
    const own = byAccount.get(accountId) ?? 0;
    if (own >= perAccount) {
      const detail = `an account may have ${perAccount} ${what} under way at a time`;
      throw new Problem('rate_limited', detail, { headers: { 'Retry-After': RETRY_AFTER_SECONDS } });
    }
    if (all >= inAll) throw unavailable(`too many ${what} are under way; try again in a moment`);
    byAccount.set(accountId, own + 1);
    all += 1;
    let isOver = false;
    return () => {
      if (isOver) return;
      isOver = true;
      all -= 1;
      const left = (byAccount.get(accountId) ?? 1) - 1;
      if (left === 0) byAccount.delete(accountId);
      else byAccount.set(accountId, left);
    };
  }
}
