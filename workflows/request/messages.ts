import { defineSignal, defineUpdate } from '@temporalio/workflow';
import type { OfferStatus } from '#domain/lifecycles/offer.ts';
import type { RequestStatus } from '#domain/lifecycles/request.ts';
import type { Command, Party } from '../shared/command.ts';

/** The type of the workflow that owns one service request, its offers and its acceptance. */
export const REQUEST_WORKFLOW = 'requestWorkflow';

/** One execution per request; a second start under this id is recognised. */
export const requestWorkflowId = (requestId: string): string => `request/${requestId}`;

export interface RequestInput {
  requestId: string;
  /** What a run that continues as new hands on; without it, the rows say when the next wave is due. */
  nextWave?: NextWave;
}

/** The number that the next wave has, and when it is due. A wave that is under way is due at once: it is sent again. */
export interface NextWave {
  wave: number;
  atMs: number;
}

export interface SubmitOffer extends Command {
  offerId: string;
  providerId: string;
}
export interface AcceptOffer extends Command {
  offerId: string;
  revision: number;
  slot: { start: string; end: string };
}
export interface CloseOffer extends Command {
  offerId: string;
  side: Party;
}
export interface CancelRequest extends Command {
  side: Extract<Party, 'consumer' | 'admin'>;
}

/** A new offer of a provider who holds a lead; answers once the offer is written. */
export const submitOffer = defineUpdate<{ offerId: string }, [SubmitOffer]>('submitOffer');
/** Takes one slot of one revision of an offer; answers with the booking once everything is written. */
export const acceptOffer = defineUpdate<{ bookingId: string }, [AcceptOffer]>('acceptOffer');
export const declineOffer = defineUpdate<OfferStatus, [CloseOffer]>('declineOffer');
export const withdrawOffer = defineUpdate<OfferStatus, [CloseOffer]>('withdrawOffer');
export const editRequest = defineUpdate<RequestStatus, [Command]>('editRequest');
export const cancelRequest = defineUpdate<RequestStatus, [CancelRequest]>('cancelRequest');

export interface HoursChanged {
  providerId: string;
}
/** A provider with an open offer has changed its hours: slots that it no longer works at are struck out of the offer. */
export const hoursChanged = defineSignal<[HoursChanged]>('hoursChanged');

export interface StandingChanged {
  accountId: string;
}
/** A party was suspended or reinstated: what it has open is put on hold for some days, or goes on. */
export const standingChanged = defineSignal<[StandingChanged]>('standingChanged');

export interface BookingLost {
  bookingId: string;
  by: Party;
}
/** The booking of this request was cancelled: matched again if the provider or an operator did it, else closed. */
export const bookingLost = defineSignal<[BookingLost]>('bookingLost');
