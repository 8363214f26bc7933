import type { RequestStatus } from '#domain/lifecycles/request.ts';
import type { Offer } from '#db/entities/offer.entity.ts';
import type { Orm } from '#db/transaction.ts';
import type { Command, Party } from '#workflows/shared/command.ts';

/** The timers of a request's life; all are configuration. */
export interface RequestSettings {
  /** How long a wave of leads has before the next one goes out. */
  waveMs: number;
  /** With so many open offers no further wave is sent. */
  enoughOffers: number;
  offerTtlMs: number;
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
}

/** An open offer as the workflow remembers it; its provider must be loaded. */
export function toOpenOffer({ id, revision, expiresAt, provider }: Offer): OpenOffer {
  return { offerId: id, revision, expiresAtMs: expiresAt.getTime(), providerAccountId: provider.account.id };
}

/** A request as Postgres has it, in ids, decisions and times. */
export interface RequestSnapshot {
  status: RequestStatus;
  /** Whose request it is; snapshots of 0.1 did not say. */
  consumerId?: string;
  category: string;
  city: string;
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
}

/** A request's end short of a booking: somebody cancels it, or its time is over. */
export type EndRequest = At &
  Omit<Command, 'actorId'> & { actorId?: string } & (
    | { to: 'cancelled'; side: Exclude<Party, 'provider'> }
    | { to: 'expired'; side: 'system' }
  );
