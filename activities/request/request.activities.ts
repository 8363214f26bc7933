import type { AcceptOffer, BookingLost, CloseOffer, HoursChanged, SubmitOffer } from '#workflows/request/messages.ts';
import type { Command } from '#workflows/shared/command.ts';
import { settleAcceptance } from './acceptance.ts';
import { strikeSlots } from './closed-hours.ts';
import { applyEdit } from './editing.ts';
import { endRequest } from './ending.ts';
import { closeOffer, expireOffer, recordOffer } from './offers.ts';
import { openRequest, startMatching } from './opening.ts';
import type { At, Dependencies, EndRequest, OpenOffer, RequestSnapshot, Settled } from './snapshot.ts';
import { cancelSuspended, withdrawSuspended } from './suspended.ts';
import { takeBack } from './taking-back.ts';

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
    strikeSlots: (change: HoursChanged & At): Promise<void> => strikeSlots(dependencies, change),
    withdrawSuspended: (offer: At & { offerId: string }): Promise<void> => withdrawSuspended(dependencies, offer),
    cancelSuspended: (at: At): Promise<void> => cancelSuspended(dependencies, at),
    takeBack: (lost: BookingLost & At): Promise<void> => takeBack(dependencies, lost),
  };
}
export type RequestActivities = ReturnType<typeof createRequestActivities>;
