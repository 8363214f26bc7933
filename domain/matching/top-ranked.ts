import { rank } from './rank.ts';
import type { RejectionReason } from './types.ts';

/** A candidate with all that can be known of it without its calendar. */
export interface StaticCandidate {
  providerId: string;
  /** As `staticTotal` adds it up. */
  staticTotal: number;
}

/** What a calendar says of a candidate: a score from 0 to 1, or why it is out. */
export type CalendarVerdict = number | RejectionReason;

/** A candidate that stands, with the score its calendar added. */
export type RankedCandidate<Candidate extends StaticCandidate> = Candidate & { availability: number; total: number };

/** A candidate that fell out, and why. */
export interface Rejection {
  providerId: string;
  reason: RejectionReason;
}

/** The answer of a lazy ranking. */
export interface TopRanked<Candidate extends StaticCandidate> {
  ranked: Array<RankedCandidate<Candidate>>;
  /** Only of candidates that were examined. */
  rejected: Rejection[];
  /** How many calendars were read. */
  examined: number;
}

/** A lazy ranking: where the candidates come from, and how a calendar is read. */
export interface TopRankedInput<Candidate extends StaticCandidate> {
  /** All candidates, the best static total first, over all batches. */
  batches: AsyncIterable<readonly Candidate[]> | Iterable<readonly Candidate[]>;
  limit: number;
  availabilityWeight: number;
  /** The expensive part, asked for a few candidates at a time; must answer for each of them. */
  readCalendars: (candidates: readonly Candidate[]) => Promise<ReadonlyMap<string, CalendarVerdict>>;
}

const ROUNDING = 1e-9; // a static total added up in SQL may differ in its last bits from one added up here

/**
 * The exact best of all candidates, reading as few calendars as the batches allow: it stops where not even a perfect
 * calendar could lift the next candidate among the best (the threshold algorithm). A tie is read on, because the smaller
 * provider id wins it.
 */
export async function topRanked<Candidate extends StaticCandidate>(
  input: TopRankedInput<Candidate>,
): Promise<TopRanked<Candidate>> {
  const { batches, limit, availabilityWeight, readCalendars } = input;
  if (!Number.isInteger(limit) || limit < 1) throw new RangeError(`limit must be a positive whole number: ${limit}`);
  const answer: TopRanked<Candidate> = { ranked: [], rejected: [], examined: 0 };
  let previous = Infinity;

  for await (const batch of batches) {
    previous = assertDescending(batch, previous);
    const threshold = answer.ranked[limit - 1]?.total ?? -Infinity;
    const outOfReach = batch.findIndex((next) => next.staticTotal + availabilityWeight + ROUNDING < threshold);
    const contenders = outOfReach === -1 ? batch : batch.slice(0, outOfReach);
    if (contenders.length > 0) {
      const verdicts = await readCalendars(contenders);
      answer.examined += contenders.length;
      settle(answer, contenders, verdicts, availabilityWeight);
      answer.ranked = rank(answer.ranked, limit);
    }
    if (outOfReach !== -1) break;
  }
  return answer;
}

function settle<Candidate extends StaticCandidate>(
  answer: TopRanked<Candidate>,
  candidates: readonly Candidate[],
  verdicts: ReadonlyMap<string, CalendarVerdict>,
  availabilityWeight: number,
): void {
  for (const candidate of candidates) {
    const { providerId, staticTotal } = candidate;
    const verdict = verdicts.get(providerId);
    if (typeof verdict === 'string') {
      answer.rejected.push({ providerId, reason: verdict });
    } else if (verdict !== undefined && verdict >= 0 && verdict <= 1) {
      const total = staticTotal + availabilityWeight * verdict;
      answer.ranked.push({ ...candidate, availability: verdict, total });
    } else {
      throw new RangeError(`the calendar of ${providerId} gave no score from 0 to 1: ${verdict}`);
    }
  }
}

function assertDescending(batch: readonly StaticCandidate[], previous: number): number {
  let last = previous;
  for (const { providerId, staticTotal } of batch) {
    if (!(staticTotal <= last + ROUNDING)) throw new RangeError(`candidate ${providerId} comes out of order`);
    last = Math.min(last, staticTotal); // so that tolerated steps up cannot add up
  }
  return last;
}
