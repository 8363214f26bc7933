import type { EntityManager } from '@mikro-orm/postgresql';
import { v7 as uuidv7 } from 'uuid';
import { Provider } from '#db/entities/provider.entity.ts';
import { RequestMatch } from '#db/entities/request-match.entity.ts';
import { ServiceRequest } from '#db/entities/service-request.entity.ts';
import { recordFacts } from '#db/facts.ts';
import { inTransaction, type Orm } from '#db/transaction.ts';
import { isOpenRequest } from '#domain/lifecycles/request.ts';
import { findRoom } from '#db/quotas.ts';
import type { Quotas } from '#domain/quotas.ts';
import { isTrading } from '#domain/standing.ts';
import { lockRequest, requestFact } from '../request/request-rows.ts';
import { findMatches, type Match, type MatchingSettings, type MatchResult } from './find-matches.ts';

/** What matching needs of its process. */
export interface MatchingDependencies {
  orm: Orm;
  settings: MatchingSettings & { waveSize: number };
  quotas: Quotas;
}

export interface WaveInput {
  requestId: string;
  /** The number that this wave gets if it finds anybody. */
  wave: number;
  atMs: number;
}

export interface WaveSent {
  /** The last wave that found somebody. */
  wave: number;
  leads: number;
}

/**
 * Finds the best providers who do not know of the request yet and makes it their lead, with scores and rejections kept.
 * Runs twice with the same outcome. Does nothing to a request that was closed or sent this wave meanwhile, that has
 * expired, or whose consumer is suspended or has caused as many leads as a day allows; one that was changed meanwhile is
 * matched as it is now.
 */
export async function sendWave(dependencies: MatchingDependencies, input: WaveInput): Promise<WaveSent> {
  for (;;) {
    const sent = await findAndTell(dependencies, input);
    if (sent) return sent;
  }
}

/** Answers nothing when the request was changed between the search and its lock: what was found is not for it any more. */
async function findAndTell(
  { orm, settings, quotas }: MatchingDependencies,
  { requestId, wave, atMs }: WaveInput,
): Promise<WaveSent | undefined> {
  const reader = orm.em.fork();
  const request = await reader.findOneOrFail(ServiceRequest, requestId, { populate: ['consumer'] });
  const known = await reader.find(RequestMatch, { request: requestId, leadAt: { $ne: null } });
  if (request.wave >= wave) return { wave: request.wave, leads: known.filter((match) => match.wave === wave).length };
  const isWanted =
    isOpenRequest(request.status) &&
    atMs < request.expiresAt.getTime() &&
    isTrading({ accountStatus: request.consumer.status });
  if (!isWanted) return { wave: request.wave, leads: 0 };
  const excluded = known.map(({ provider }) => provider.id);
  const found = await findMatches(reader, request, { ...settings, limit: settings.waveSize, excluded, nowMs: atMs });

  return inTransaction(orm, async (em) => {
    const current = await lockRequest(em, requestId);
    if (current.version !== request.version) return undefined;
    const room = await roomForLeads(em, current.consumer.id, quotas, atMs);
    if (room === 0) return { wave: current.wave, leads: 0 };
    const result = { ...found, ranked: found.ranked.slice(0, room) };
    await keep(em, requestId, result, { wave, atMs, known: known.length });
    if (result.ranked.length === 0) return { wave: current.wave, leads: 0 };
    current.wave = wave;
    const accounts = await accountsOf(em, result.ranked);
    await recordFacts(em, [
      {
        ...requestFact(current, 'request.wave_sent', `request/${requestId} wave ${wave}`, atMs),
        side: 'system',
        data: { wave, leads: result.ranked.length },
        tell: accounts.map((accountId) => ({ accountId, type: 'lead:new', payload: { requestId, wave } })),
      },
    ]);
    return { wave, leads: result.ranked.length };
  });
}

/** How many more providers may be told of requests of this consumer today; waves of one consumer take turns here. */
async function roomForLeads(em: EntityManager, accountId: string, quotas: Quotas, nowMs: number): Promise<number> {
  return Math.max(0, await findRoom({ em }, { quotas, nowMs }, { accountId }, { leads: 0 }));
}

/** Scores of those who are told, reasons of those who are not; a rejection of an earlier wave gives way. */
async function keep(
  em: EntityManager,
  requestId: string,
  { ranked, rejected }: MatchResult,
  { wave, atMs, known }: { wave: number; atMs: number; known: number },
): Promise<void> {
  await em.nativeDelete(RequestMatch, { request: requestId, leadAt: null });
  const leads = ranked.map((match, index) => ({
    id: uuidv7(),
    request: requestId,
    provider: match.providerId,
    rank: known + index + 1,
    wave,
    score: match.score,
    factors: match.factors,
    distanceKm: match.distanceKm,
    leadAt: new Date(atMs),
  }));
  const others = rejected.map(({ providerId, reason }) => ({
    id: uuidv7(),
    request: requestId,
    provider: providerId,
    rejection: reason,
  }));
  if (leads.length > 0) await em.insertMany(RequestMatch, leads);
  if (others.length > 0) await em.insertMany(RequestMatch, others);
}

async function accountsOf(em: EntityManager, ranked: readonly Match[]): Promise<string[]> {
  const providers = await em.find(Provider, { id: { $in: ranked.map(({ providerId }) => providerId) } });
  return providers.map(({ account }) => account.id);
}
