import type { Orm } from '#db/transaction.ts';
import type { RequestStatus } from '#domain/lifecycles/request.ts';
import type { AcceptOffer, BookingLost, CloseOffer, SubmitOffer } from '#workflows/request/messages.ts';
import type { Command, Party } from '#workflows/shared/command.ts';
import { settleAcceptance } from './acceptance.ts';
import { applyEdit } from './editing.ts';
import { endRequest } from './ending.ts';
import { closeOffer, expireOffer, recordOffer } from './offers.ts';
import { openRequest, startMatching } from './opening.ts';
import { takeBack } from './taking-back.ts';

/** The timers of a request's life; all are configuration. */
export interface RequestSettings {
  /** How long a wave of leads has before the next one goes out. */
  waveMs: number;
  /** With so many open offers no further wave is sent. */
  enoughOffers: number;
  offerTtlMs: number;
}

/** What the workflow must remember of an open offer. */
export interface OpenOffer {
  offerId: string;
  revision: number;
  expiresAtMs: number;
}

/** A request as Postgres has it, in ids, decisions and times. */
export interface RequestSnapshot {
  status: RequestStatus;
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

/**
 * The facts of a request's life, one transaction each. Every one may run twice with the same command and then changes
 * nothing; one that finds the request or the offer elsewhere than the workflow thought refuses.
 */
export function createRequestActivities(dependencies: Dependencies) {
  return {
    openRequest: (requestId: string): Promise<RequestSnapshot> => openRequest(dependencies, requestId),
    startMatching: (at: At): Promise<void> => startMatching(dependencies, at),
    recordOffer: (command: SubmitOffer & At): Promise<OpenOffer> => recordOffer(dependencies, command),
    settleAcceptance: (command: AcceptOffer & At & { bookingId: string }): Promise<Settled> =>
      settleAcceptance(dependencies, command),
    closeOffer: (command: CloseOffer & At & { to: 'declined' | 'withdrawn' }): Promise<void> =>
      closeOffer(dependencies, command),
    expireOffer: (command: At & { offerId: string }): Promise<void> => expireOffer(dependencies, command),
    applyEdit: (command: Command & At): Promise<void> => applyEdit(dependencies, command),
    endRequest: (command: EndRequest): Promise<void> => endRequest(dependencies, command),
    takeBack: (lost: BookingLost & At): Promise<void> => takeBack(dependencies, lost),
  };
}
export type RequestActivities = ReturnType<typeof createRequestActivities>;

/** A request's end short of a booking: somebody cancels it, or its time is over. */
export type EndRequest = At &
  Omit<Command, 'actorId'> & { actorId?: string } & (
    | { to: 'cancelled'; side: Exclude<Party, 'provider'> }
    | { to: 'expired'; side: 'system' }
  );
