import { MATCH_FACTORS, type MatchFactor } from '#domain/matching/types.ts';

/** What a match is judged by, in words. */
export const FACTOR_WORDS: Record<MatchFactor, string> = {
  specialization: 'Specialization',
  location: 'Distance',
  availability: 'Free times',
  price: 'Price',
  rating: 'Rating',
  responseRate: 'Replies',
};

/** The factors of a match in their order, each by its word. */
export function factorRows(factors: Readonly<Record<MatchFactor, number>>) {
  return MATCH_FACTORS.map((factor) => ({ factor, word: FACTOR_WORDS[factor], share: factors[factor] }));
}
