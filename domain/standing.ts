import type { AccountStatus, ProviderStatus } from './accounts.ts';

/** The status that an account needs to take part in anything. A suspended account keeps what stands, and starts nothing. */
export const TRADING_ACCOUNT_STATUS = 'active' satisfies AccountStatus;
/** The status that a provider needs besides. */
export const TRADING_PROVIDER_STATUS = 'active' satisfies ProviderStatus;

/** Whether anything may be done in the name of an account: by itself, by its agent, now or for as long as it takes. */
export function mayAct(accountStatus: string | null | undefined): boolean {
  return accountStatus === TRADING_ACCOUNT_STATUS;
}

/** Somebody on one side of a deal: an account, and the provider that it runs on the other side. */
export interface Standing {
  accountStatus: AccountStatus;
  providerStatus?: ProviderStatus;
}

/**
 * The one rule of who takes part: whoever does not is neither found nor matched, shows no free slots, makes no offers and
 * takes none, and nobody can book them. Statements in SQL use the two constants.
 */
export function isTrading({ accountStatus, providerStatus = TRADING_PROVIDER_STATUS }: Standing): boolean {
  return mayAct(accountStatus) && providerStatus === TRADING_PROVIDER_STATUS;
}

/** When what a suspended account has open is closed for good; nothing while the account takes part. */
export function closesAtMs(
  accountStatus: AccountStatus,
  suspendedAtMs: number | null,
  graceMs: number,
): number | undefined {
  if (isTrading({ accountStatus }) || suspendedAtMs === null) return undefined;
  return suspendedAtMs + graceMs;
}
