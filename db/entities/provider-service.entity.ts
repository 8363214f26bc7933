import { defineEntity, p } from '@mikro-orm/core';
import { CATEGORY_NAMES, SERVICE_TYPE_NAMES } from '#domain/catalog.ts';
import { CURRENCIES } from '#domain/money.ts';
import { Provider } from './provider.entity.ts';

/**
 * One service of one provider, priced in minor units. It carries a copy of all that the first ranking asks of its provider,
 * so that one index finds who offers a service around a place and no other row is read; triggers here, at the provider and
 * at its account keep the copy, code never writes it.
 */
export const ProviderServiceSchema = defineEntity({
  name: 'ProviderService',
  tableName: 'provider_services',
  indexes: [
    { properties: ['provider'] },
    { properties: ['category', 'serviceType', 'cityKey', 'lat'] },
    {
      name: 'provider_services_place',
      expression:
        'create index provider_services_place on provider_services' +
        ' using gist (category, service_type, ll_to_earth(lat, lng))',
    },
  ],
  triggers: [
    {
      name: 'provider_services_copy_provider',
      timing: 'before',
      events: ['insert', 'update'],
      // A new service waits for a change of its provider that is not committed yet, or it would copy what was before.
      body: [
        `if tg_op = 'INSERT' then perform from providers p join accounts a on a.id = p.account_id`,
        `where p.id = new.provider_id for share; end if;`,
        `select status = 'active' and (select a.status from accounts a where a.id = account_id) = 'active', city_key,`,
        `area_lat, area_lng, service_radius_km,`,
        `specialization_keys, rating, response_rate`,
        `into new.is_active, new.city_key, new.lat, new.lng, new.service_radius_km, new.specialization_keys, new.rating,`,
        `new.response_rate from providers where id = new.provider_id;`,
        `return new`,
      ].join(' '),
    },
  ],
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
    isActive: p.boolean().nullable(),
    /** The key of the provider's city. */
    cityKey: p.text().nullable(),
    /** The middle of the area that the provider lives in: both coordinates or neither. */
    lat: p.float().columnType('double precision').nullable(),
    lng: p.float().columnType('double precision').nullable(),
    serviceRadiusKm: p.float().columnType('double precision').nullable(),
    /** The keys of the provider's specializations. */
    specializationKeys: p.array().columnType('text[]').nullable(),
    rating: p.float().columnType('double precision').nullable(),
    responseRate: p.float().columnType('double precision').nullable(),
    createdAt: p.datetime(3).defaultRaw('now()'),
  },
});
export class ProviderService extends ProviderServiceSchema.class {}
ProviderServiceSchema.setClass(ProviderService);
