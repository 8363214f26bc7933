import { defineEntity, p } from '@mikro-orm/core';
import { OFFER_STATUSES } from '#domain/lifecycles/offer.ts';
import { CURRENCIES } from '#domain/money.ts';
import { ProviderService } from './provider-service.entity.ts';
import { Provider } from './provider.entity.ts';
import { ServiceRequest } from './service-request.entity.ts';

/** A slot as it is stored: RFC 3339 instants in UTC. */
export interface StoredSlot {
  start: string;
  end: string;
  /** True when the provider has confirmed the slot although it lies outside the opening hours; absent otherwise. */
  outsideHours?: boolean | undefined;
}

/** What the consumer sees of the provider, as it stood when the offer was made. */
export interface ProviderSnapshot {
  name: string;
  rating: number | null;
  reviewCount: number;
  portfolioSamples: string[];
}

/** A provider's answer to a request; at most one open offer per provider and request. */
export const OfferSchema = defineEntity({
  name: 'Offer',
  tableName: 'offers',
  uniques: [{ name: 'offers_one_open', properties: ['provider', 'request'], where: "status = 'pending'" }],
  indexes: [
    { properties: ['request', 'createdAt', 'id'] },
    { properties: ['provider', 'createdAt', 'id'] },
    { properties: ['service'] },
    { name: 'offers_open', properties: ['expiresAt'], where: `status = 'pending'` },
  ],
  properties: {
    id: p.uuid().primary(),
    request: () => p.manyToOne(ServiceRequest),
    provider: () => p.manyToOne(Provider),
    service: () => p.manyToOne(ProviderService),
    serviceName: p.string().length(120),
    slots: p.json<StoredSlot[]>(),
    timezone: p.string().length(64),
    priceAmount: p.integer().check('price_amount >= 0'),
    priceCurrency: p.enum(CURRENCIES).columnType('char(3)'),
    priceNotes: p.text().nullable(),
    message: p.text().nullable(),
    providerSnapshot: p.json<ProviderSnapshot>(),
    expiresAt: p.datetime(3),
    revision: p.integer().default(1),
    status: p.enum(OFFER_STATUSES).default('pending'),
    version: p.integer().version(),
    createdAt: p.datetime(3).defaultRaw('now()'),
  },
});
export class Offer extends OfferSchema.class {}
OfferSchema.setClass(Offer);
