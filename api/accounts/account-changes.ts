/** Tells the parts of this process of accounts that changed, so that what they remember of them is looked up anew. */
export interface AccountChanges {
  /** Says, after the commit, that an account is not what it was. */
  announce(accountId: string): void;
  listen(listener: (accountId: string) => void): void;
}

/** Other processes notice by themselves: nothing about an account is remembered for longer than two seconds. */
export function createAccountChanges(): AccountChanges {
  const listeners: ((accountId: string) => void)[] = [];
  return {
    announce: (accountId) => {
      for (const listener of listeners) listener(accountId);
    },
    listen: (listener) => void listeners.push(listener),
  };
}
