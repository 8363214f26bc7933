import type { Token } from './tokens.ts';

/** One offer or several, in the words that people use for them. */
const OFFER = '(?:offers?|quotes?|bids?|proposals?)';
const TAKES_BACK =
  '(?:cancel|withdraw|retract|revoke|rescind|pull|delete|remove|undo|drop|scrap|take back|call off)(?:ing)?';
/** The same where it is no verb: "what do you offer" asks for no offers. */
const NOUN = `(?<!\\b(?:you|to|i|we|they|can|could|would|do) )${OFFER}`;
/** Between the verb and the offer: a word of these speaks of something else. */
const OTHER =
  '(?:request|requests|search|order|booking|appointment|draft|no|not|and|but|or|if|because|since|get|without)';
const WITHDRAWS = new RegExp(
  `\\b${TAKES_BACK} (?:(?!${OTHER} )[\\w'#]+ ){0,4}?${OFFER}\\b|\\btake (?:(?!${OTHER} )[\\w'#]+ ){0,3}?${OFFER} back\\b`,
);
/** A question for offers: "any quotes yet", "who offered for my haircut", "offers for my haircut". */
const ASKS = new RegExp(
  `^(?:(?:so|and|hi|hey|hello|ok|are there|is there|have there been|do i have|have i|has|have|did|were there) )*` +
    `(?:any|an|no|how many|what|which|who|where|has|have|did|are)\\b.*\\b(?:offered|replies|reply|responses|response|${NOUN})\\b|` +
    `^(?:the )?${OFFER} (?:for|on|to) (?:my|our|the)\\b`,
);
/** Work that was asked for before: "my haircut", "offers for the deep clean". */
const OF_OWN = new RegExp(
  `\\b(?:my|our)\\b|\\b${OFFER} (?:for|on|to|from) (?:the|that|this|it)\\b|\\b(?:yet|so far)\\b`,
);
const GETS = /\b(?:get|find|need|want|like|give|send|looking|collect)\b/;
const HAS_COME = /\b(?:did|yet|got|come|came|received|there|have i|so far)\b/;

/** True when an offer that was made is taken back: "cancel my offer", "withdraw the bid on the first lead". */
export function withdrawsOffer(tokens: readonly Token[]): boolean {
  return WITHDRAWS.test(tokens.map(({ word }) => word).join(' '));
}

/** True for a question for the offers on something that was asked for: "any offers for my haircut". */
export function asksForOffers(words: readonly string[], namesWork: boolean): boolean {
  const said = words.join(' ');
  return ASKS.test(said) && !wantsOffers(words) && (!namesWork || OF_OWN.test(said));
}

/** True for work that is asked for by its offers: "get me quotes for a deep clean". */
export function wantsOffers(words: readonly string[]): boolean {
  const said = words.join(' ');
  return GETS.test(said) && !HAS_COME.test(said) && !OF_OWN.test(said);
}
