import type { EntityManager } from '@mikro-orm/postgresql';
import type { ServiceRequest } from '#db/entities/service-request.entity.ts';
import { topRanked, type Rejection } from '#domain/matching/top-ranked.ts';
import type { MatchScores, MatchWeights, RejectionReason } from '#domain/matching/types.ts';
import { toMatchRequest } from './candidate-sql.ts';
import { calendarReader } from './calendars.ts';
import { candidateBatches, type Candidate } from './candidates.ts';
import { nearestRejections } from './rejections.ts';

/** What configuration says of matching. */
export interface MatchingSettings {
  weights: MatchWeights;
  /** How many candidates are read from the database first; more only when these do not decide. */
  candidatesPerBatch: number;
}

/** How many matches are wanted, of whom and as of when. */
export interface MatchSearch extends MatchingSettings {
  limit: number;
  /** Providers who know of the request already; they are neither ranked nor rejected. */
  excluded: readonly string[];
  nowMs: number;
}

/** A provider who can serve the request, and why it stands where it stands. */
export interface Match {
  providerId: string;
  score: number;
  factors: MatchScores;
  distanceKm: number | null;
}

/** The best matches, and a sample of those who are none. */
export interface MatchResult {
  /** The best first. */
  ranked: Match[];
  /** First those without a free slot, best first, then the nearest who fail the filter. */
  rejected: Rejection[];
  /** How many of those who were looked at fell out for which reason. */
  rejectedCounts: Partial<Record<RejectionReason, number>>;
  /** How many calendars were read. */
  examined: number;
}

/** More rejections than these are counted, but not named. */
export const MAX_NAMED_REJECTIONS = 100;

/** Finds the exact best matches of a request while reading as few rows and calendars as that takes; writes nothing. */
export async function findMatches(
  em: EntityManager,
  request: ServiceRequest,
  { weights, candidatesPerBatch, limit, excluded, nowMs }: MatchSearch,
): Promise<MatchResult> {
  const matchRequest = toMatchRequest(request);
  const search = { weights, batchSize: candidatesPerBatch, excluded };
  const { ranked, rejected, examined } = await topRanked({
    batches: inGrowingChunks(candidateBatches(em, matchRequest, search), 3 * limit),
    limit,
    availabilityWeight: weights.availability,
    readCalendars: calendarReader(em, request, nowMs),
  });
  const chosen = new Set(ranked.map(({ providerId }) => providerId));
  const filtered = await nearestRejections(em, matchRequest, excluded);
  // Between two statements a provider may have changed; whoever was ranked stays ranked.
  const known = new Set([...chosen, ...rejected.map(({ providerId }) => providerId)]);
  const others = filtered.filter(({ providerId }) => !known.has(providerId));
  return {
    ranked: ranked.map(toMatch),
    rejected: [...rejected.slice(0, MAX_NAMED_REJECTIONS), ...others.slice(0, MAX_NAMED_REJECTIONS)],
    rejectedCounts: countByReason([...rejected, ...others]),
    examined,
  };
}

function toMatch({
  providerId,
  scores,
  availability,
  total,
  distanceKm,
}: Candidate & { availability: number; total: number }): Match {
  const { specialization, location, price, rating, responseRate } = scores;
  const factors = { specialization, location, availability, price, rating, responseRate };
  return { providerId, score: total, factors, distanceKm };
}

/** Rows come cheaper in large batches, calendars are better read in small ones: often the first few decide. */
async function* inGrowingChunks(batches: AsyncIterable<Candidate[]>, firstSize: number): AsyncGenerator<Candidate[]> {
  let size = firstSize;
  for await (const batch of batches) {
    for (let from = 0; from < batch.length; size *= 2) {
      yield batch.slice(from, from + size);
      from += size;
    }
  }
}

function countByReason(rejections: readonly Rejection[]): MatchResult['rejectedCounts'] {
  const counts: MatchResult['rejectedCounts'] = {};
  for (const { reason } of rejections) counts[reason] = (counts[reason] ?? 0) + 1;
  return counts;
}
