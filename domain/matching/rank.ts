/** What a ranking orders by. */
export interface Rankable {
  providerId: string;
  total: number;
}

/** Orders the better total first and, where totals are equal, the smaller provider id: one order for one set. */
export function compareRanked(a: Rankable, b: Rankable): number {
  if (a.total !== b.total) return b.total - a.total;
  if (a.providerId === b.providerId) return 0;
  return a.providerId < b.providerId ? -1 : 1; // by code unit: the same on every machine, whatever its language
}

/** The best of the candidates in their order; the input stays as it is. */
export function rank<Candidate extends Rankable>(candidates: readonly Candidate[], limit = Infinity): Candidate[] {
  return candidates.toSorted(compareRanked).slice(0, limit);
}
