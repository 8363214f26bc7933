import { ProblemError } from '#web/api/problem-error.ts';
import type { Schema } from '#web/api/client.ts';

/** What an offer says that a person decides by. */
export type OfferTerms = Pick<Schema<'Offer'>, 'revision' | 'price' | 'priceNotes' | 'availableSlots' | 'expiresAt'>;

/** What became of an acceptance that was refused. */
export type Refused =
  /** The offer has changed: old and new are shown, and the person decides anew. */
  | { readonly kind: 'changed'; readonly now: OfferTerms }
  /** The slot cannot be had any more; the others can. */
  | { readonly kind: 'slot_gone'; readonly said: string }
  /** Nothing of it can be chosen any more. */
  | { readonly kind: 'closed'; readonly said: string }
  /** Anything else; it may work when it is tried again. */
  | { readonly kind: 'failed'; readonly error: unknown };

const CLOSED: Readonly<Record<string, string>> = {
  offer_closed: 'This offer is closed: it was withdrawn, has expired or was answered meanwhile.',
  request_closed: 'The request is closed: it was booked, cancelled or has expired meanwhile.',
  invalid_transition: 'The request has changed meanwhile, so this offer cannot be accepted.',
  provider_unavailable: 'The provider takes no bookings at present.',
  request_on_hold: 'Your request is on hold and takes no acceptance at present.',
};
const SLOT_GONE: Readonly<Record<string, string>> = {
  slot_taken: 'Somebody else was faster: this time is taken. Choose another one.',
  slot_not_free: 'The provider no longer works at this time. Choose another one.',
};

/** What to show for the problem that an acceptance met. */
export function refusedBy(error: unknown): Refused {
  if (!(error instanceof ProblemError)) return { kind: 'failed', error };
  const { code, info } = error;
  const isOutdated = code === 'stale_revision' || code === 'slot_not_offered';
  if (isOutdated && hasTerms(info)) return { kind: 'changed', now: info };
  const gone = SLOT_GONE[code];
  if (gone !== undefined) return { kind: 'slot_gone', said: gone };
  const closed = CLOSED[code];
  return closed === undefined ? { kind: 'failed', error } : { kind: 'closed', said: closed };
}

function hasTerms(info: object): info is OfferTerms {
  return 'revision' in info && 'price' in info && 'availableSlots' in info && 'expiresAt' in info;
}
