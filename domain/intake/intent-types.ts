import type { Money } from '#domain/money.ts';
import type { CategoryName, ServiceTypeName } from '#domain/catalog.ts';
import type { Ambiguity } from './types.ts';

/**
 * When, by the clock of the speaker's zone, as far as it was said: `YYYY-MM-DD` and `HH:MM`. Nothing that was said of a day
 * or an hour is dropped, so that no other one can take its place.
 */
export interface SpokenSlot {
  /** The one day that was said. */
  readonly date?: string;
  /** Several days: "Saturday or Sunday", or the readings of one word when `isDoubtful`. */
  readonly dates?: readonly string[];
  /** The dates are readings of the same word, and one of them is meant: "Saturday" said on a Saturday. */
  readonly isDoubtful?: true;
  /** Days that were ruled out. */
  readonly notDates?: readonly string[];
  /** Words for a day that come to no day: "the 31st of June". */
  readonly unknownDay?: Pick<Ambiguity, 'kind' | 'text' | 'choices'>;
  /** The one time that was said, or the one to prefer within `hours`. */
  readonly time?: string;
  /** The other reading of `time`: "at nine" may be in the evening. Absent for "9am". */
  readonly orTime?: string;
  /** Stretches in which it may begin: "in the morning", "after three", "at two or at four"; `to` is not part of it. */
  readonly hours?: ReadonlyArray<{ readonly from: string; readonly to: string }>;
}

/** Which one of a list: counted from 1, from its end, or by price. */
export type Ordinal = number | 'last' | 'cheapest';

/** The work that a sentence names. */
export interface SpokenWork {
  readonly category?: CategoryName;
  readonly serviceType?: ServiceTypeName;
}

/** What somebody wants with a sentence. `request` starts a draft; `edit` answers, completes or changes the one there is. */
export type Intent =
  | { readonly kind: 'request' }
  | { readonly kind: 'edit' }
  | { readonly kind: 'approve' }
  | { readonly kind: 'cancel' }
  | { readonly kind: 'show_offers' }
  | { readonly kind: 'book_offer'; readonly ordinal?: Ordinal; readonly slot?: SpokenSlot }
  | { readonly kind: 'request_status' }
  | { readonly kind: 'cancel_request'; readonly work?: SpokenWork }
  | { readonly kind: 'show_leads' }
  | {
      readonly kind: 'submit_offer';
      readonly ordinal?: Ordinal;
      /** "The plumbing one": the work of the lead that is meant. */
      readonly work?: SpokenWork;
      readonly price?: Money;
      readonly slot?: SpokenSlot;
    }
  | { readonly kind: 'ask_price'; readonly category?: CategoryName; readonly serviceType?: ServiceTypeName }
  | { readonly kind: 'greeting' }
  | { readonly kind: 'help' }
  /** With `refuses` something was forbidden (`order`) or an offer was turned down (`offer`); with `isOfOffer` one was taken back. */
  | {
      readonly kind: 'unknown';
      readonly refuses?: 'order' | 'offer';
      readonly isOfBooking?: true;
      readonly isOfOffer?: true;
    };

export type IntentKind = Intent['kind'];
