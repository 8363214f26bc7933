import { defineEntity, p } from '@mikro-orm/core';
import { REJECTION_REASONS, type MatchScores } from '#domain/matching/types.ts';
import { Provider } from './provider.entity.ts';
import { ServiceRequest } from './service-request.entity.ts';

/** How one provider stood in one request's matching: ranked and, once its wave went out, a lead; or rejected, and why. */
export const RequestMatchSchema = defineEntity({
  name: 'RequestMatch',
  tableName: 'request_matches',
  uniques: [{ properties: ['request', 'provider'] }],
  indexes: [{ properties: ['request', 'rank'] }, { properties: ['provider', 'leadAt', 'request'] }],
  properties: {
    id: p.uuid().primary(),
    request: () => p.manyToOne(ServiceRequest).deleteRule('cascade'),
    provider: () => p.manyToOne(Provider).deleteRule('cascade'),
    /** 1 is the best; missing on a rejected one. */
    rank: p.integer().nullable(),
    /** The wave that told the provider. */
    wave: p.integer().nullable(),
    score: p.float().columnType('double precision').nullable(),
    factors: p.json<MatchScores>().nullable(),
    distanceKm: p.float().columnType('double precision').nullable(),
    rejection: p.enum(REJECTION_REASONS).nullable(),
    /** Since when the provider knows of it; no lead without it. */
    leadAt: p.datetime(3).nullable(),
    createdAt: p.datetime(3).defaultRaw('now()'),
  },
});
export class RequestMatch extends RequestMatchSchema.class {}
RequestMatchSchema.setClass(RequestMatch);
