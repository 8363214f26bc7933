import { defineEntity, p } from '@mikro-orm/core';
import { CATEGORY_NAMES, SERVICE_TYPE_NAMES } from '#domain/catalog.ts';
import { CURRENCIES } from '#domain/money.ts';
import { Provider } from './provider.entity.ts';

/** One service of one provider, priced in minor units. */
export const ProviderServiceSchema = defineEntity({
  name: 'ProviderService',
  tableName: 'provider_services',
  indexes: [{ properties: ['provider'] }, { properties: ['serviceType', 'category', 'provider'] }],
  properties: {
    id: p.uuid().primary(),
    provider: () => p.manyToOne(Provider).deleteRule('cascade'),
    name: p.string().length(120),
    category: p.enum(CATEGORY_NAMES),
    serviceType: p.enum(SERVICE_TYPE_NAMES),
    description: p.text().default(''),
    durationMinutes: p.integer().check('duration_minutes > 0'),
    priceMin: p.integer().check('price_min >= 0'),
    priceMax: p.integer().check('price_max >= price_min'),
    currency: p.enum(CURRENCIES).columnType('char(3)'),
    createdAt: p.datetime(3).defaultRaw('now()'),
  },
});
export class ProviderService extends ProviderServiceSchema.class {}
ProviderServiceSchema.setClass(ProviderService);
