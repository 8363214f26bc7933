import type { RequestStatus } from '#domain/lifecycles/request.ts';
import type { Offer } from '#db/entities/offer.entity.ts';
import type { Orm } from '#db/transaction.ts';
import type { Account } from '#db/entities/account.entity.ts';
import type { Side } from '#domain/lifecycles/transitions.ts';
import type { Quotas } from '#domain/quotas.ts';
import { closesAtMs } from '#domain/standing.ts';
import type { Command } from '#workflows/shared/command.ts';

/** The timers of a request's life; all are configuration. */
export interface RequestSettings {
  /** How long a wave of leads has before the next one goes out. */
  waveMs: number;
  /** With so many open offers no further wave is sent. */
  enoughOffers: number;
  offerTtlMs: number;
  /** How long what a suspended account has open waits for its reinstatement before it is closed. */
  suspensionGraceMs: number;
  /** After so many commands a run continues as new. */
  commandsPerRun: number;
}

/** What the workflow must remember of an open offer. */
export interface OpenOffer {
  offerId: string;
  revision: number;
  expiresAtMs: number;
  /** Whose offer it is; snapshots of 0.1 did not say. */
  providerAccountId?: string;
  /** When it is closed because its provider is suspended; absent while the provider is not. */
  closesAtMs?: number;
}

/** An open offer as the workflow remembers it; its provider must be loaded, with the account. */
export function toOpenOffer({ id, revision, expiresAt, provider }: Offer, graceMs: number): OpenOffer {
  const closing = closingOf(provider.account, graceMs);
  return {
    offerId: id,
    revision,
    expiresAtMs: expiresAt.getTime(),
    providerAccountId: provider.account.id,
    ...closing,
  };
}

/** When what an account has open is closed because it is suspended; empty while it is not. */
export function closingOf({ status, suspendedAt }: Account, graceMs: number): { closesAtMs?: number } {
  const atMs = closesAtMs(status, suspendedAt?.getTime() ?? null, graceMs);
  return atMs === undefined ? {} : { closesAtMs: atMs };
}

/** A request as Postgres has it, in ids, decisions and times. */
export interface RequestSnapshot {
  status: RequestStatus;
  /** Whose request it is; snapshots of 0.1 did not say. */
  consumerId?: string;
  /** When it is closed because its consumer is suspended; absent while the consumer is not. */
  closesAtMs?: number;
  category: string;
  /** Where it is a known place; snapshots of 0.1 named whatever somebody wrote. */
  city?: string;
  wave: number;
  nextWaveAtMs: number;
  expiresAtMs: number;
  offers: OpenOffer[];
  settings: RequestSettings;
}

/** What an acceptance has made. */
export interface Settled {
  bookingId: string;
  providerId: string;
}

/** What every write needs: which request, and the workflow's time. */
export interface At {
  requestId: string;
  atMs: number;
}

export interface Dependencies {
  orm: Orm;
  settings: RequestSettings;
  /** How much of anything an account may have and cause. */
  quotas: Quotas;
}

/** A request's end short of a booking: somebody cancels it, or its time is over. */
export type EndRequest = At &
  Omit<Command, 'actorId'> & { actorId?: string } & (
    | { to: 'cancelled'; side: Exclude<Side, 'provider'>; reason?: string }
    | { to: 'expired'; side: 'system' }
  );
