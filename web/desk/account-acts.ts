import type { Schema } from '#web/api/client.ts';

type AdminAccount = Schema<'AdminAccount'>;

/** What operators do to accounts. */
export type AccountAct = 'suspend' | 'reinstate' | 'grant' | 'revoke' | 'signOut';

/** What each act is called, what it asks, and what it does. */
export interface ActWords {
  readonly button: string;
  readonly title: (name: string) => string;
  readonly effect: string;
  readonly confirm: string;
  readonly isDestructive: boolean;
}

export const ACT_WORDS: Record<AccountAct, ActWords> = {
  suspend: {
    button: 'Suspend',
    title: (name) => `Suspend ${name}?`,
    effect:
      'The account can no longer sign in, and all its logins end. Its open requests and offers are put on hold; existing bookings go ahead.',
    confirm: 'Suspend the account',
    isDestructive: true,
  },
  reinstate: {
    button: 'Reinstate',
    title: (name) => `Reinstate ${name}?`,
    effect: 'The account may sign in again. What was on hold goes on, if it still can.',
    confirm: 'Reinstate the account',
    isDestructive: false,
  },
  grant: {
    button: 'Make an operator',
    title: (name) => `Make ${name} an operator?`,
    effect: 'An operator sees every account, request and booking, and can suspend anybody. It counts within seconds.',
    confirm: 'Make an operator',
    isDestructive: false,
  },
  revoke: {
    button: 'Take the operator role away',
    title: (name) => `Take the operator role from ${name}?`,
    effect: 'The account keeps its other roles. It counts within seconds.',
    confirm: 'Take the role away',
    isDestructive: true,
  },
  signOut: {
    button: 'Sign out everywhere',
    title: (name) => `Sign ${name} out everywhere?`,
    effect: 'Every login ends within minutes. The account can sign in again.',
    confirm: 'End every login',
    isDestructive: true,
  },
};

/** What can be done to an account now. The API decides; this only leaves out what would change nothing. */
export function actsOn({
  status,
  roles,
  openLogins,
}: Pick<AdminAccount, 'status' | 'roles' | 'openLogins'>): AccountAct[] {
  return [
    status === 'active' ? 'suspend' : 'reinstate',
    roles.includes('admin') ? 'revoke' : 'grant',
    ...(openLogins > 0 ? (['signOut'] as const) : []),
  ];
}

/** Why some of it is left to another operator: nobody suspends or demotes themselves. */
export const isLeftToOthers = (act: AccountAct, isOwn: boolean): boolean =>
  isOwn && (act === 'suspend' || act === 'revoke');
