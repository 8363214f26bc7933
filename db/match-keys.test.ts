import { expect } from 'chai';
import { insertProvider } from '#test/support/factories.ts';
import { useOrm } from '#test/support/use-orm.ts';
import { rekeyProviders } from './match-keys.ts';

describe('rekeyProviders', () => {
  const db = useOrm();

  it('gives rows from before the keys that new ones get, and passes them on to the services', async () => {
    const specializations = ['ΛΟΓΟΣ', 'cafe\u0301'];
    const { id, serviceIds } = await insertProvider(db.em(), {
      city: 'İZMİR',
      specializations,
      lat: 38.4192,
      lng: null,
    });
    const other = await insertProvider(db.em(), { lat: 38.4192, lng: 27.1287 });
    await db
      .em()
      .execute(`update providers set city_key = '', specialization_keys = '{}', area_lat = null, area_lng = null`);
    await rekeyProviders((sql, params) => db.em().execute(sql, params));

    const [row] = await db.em().execute(
      `select p.city_key, p.specialization_keys, p.area_lat, s.city_key as copy, s.specialization_keys as copies
         from providers p join provider_services s on s.provider_id = p.id where p.id = ? and s.id = ?`,
      [id, serviceIds[0]],
    );
    const keys = ['λογοσ', 'café'];
    expect(row).to.deep.equal({
      city_key: 'izmir',
      specialization_keys: keys,
      area_lat: null,
      copy: 'izmir',
      copies: keys,
    });
    const [placed] = await db.em().execute('select area_lat, area_lng from providers where id = ?', [other.id]);
    expect(placed).to.deep.equal({ area_lat: 38.41, area_lng: 27.13 });
  });
});
