import type { Money } from '#domain/money.ts';

/** A moment by the clock of the speaker's zone, as far as it was said: `YYYY-MM-DD` and `HH:MM`. */
export interface SpokenSlot {
  readonly date?: string;
  readonly time?: string;
}

/** Which one of a list: counted from 1, from its end, or by price. */
export type Ordinal = number | 'last' | 'cheapest';

/** What somebody wants with a sentence. `request` starts a draft; `edit` answers, completes or changes the one there is. */
export type Intent =
  | { readonly kind: 'request' }
  | { readonly kind: 'edit' }
  | { readonly kind: 'approve' }
  | { readonly kind: 'cancel' }
  | { readonly kind: 'show_offers' }
  | { readonly kind: 'book_offer'; readonly ordinal?: Ordinal; readonly slot?: SpokenSlot }
  | { readonly kind: 'request_status' }
  | { readonly kind: 'cancel_request' }
  | { readonly kind: 'show_leads' }
  | { readonly kind: 'submit_offer'; readonly ordinal?: Ordinal; readonly price?: Money; readonly slot?: SpokenSlot }
  | { readonly kind: 'greeting' }
  | { readonly kind: 'help' }
  | { readonly kind: 'unknown' };

export type IntentKind = Intent['kind'];
