import { once } from 'node:events';
import { randomUUID } from 'node:crypto';
import { expect } from 'chai';
import pg from 'pg';
import { insertProvider, insertService } from '#test/support/factories.ts';
import { until } from '#test/support/until.ts';
import { useOrm } from '#test/support/use-orm.ts';
import { Account } from './entities/account.entity.ts';
import { ProviderService } from './entities/provider-service.entity.ts';
import { Provider } from './entities/provider.entity.ts';
import { WorkflowOutbox } from './entities/workflow-outbox.entity.ts';

describe('the trigger of workflow_outbox', () => {
  const db = useOrm();

  it('announces a statement that adds rows once, and only when it is committed', async () => {
    const listener = new pg.Client(db.database.url);
    await listener.connect();
    const heard: string[] = [];
    listener.on('notification', ({ channel }) => heard.push(channel));
    await listener.query('listen workflow_outbox');

    await db.em().transactional(async (em) => {
      const rows = [1, 2, 3].map(() => ({ id: randomUUID(), workflowType: 'test', workflowId: 'test', input: {} }));
      await em.insertMany(WorkflowOutbox, rows);
      await listener.query('select 1'); // whatever had been sent would have come with the answer
      expect(heard).to.deep.equal([]);
    });
    if (heard.length === 0) await once(listener, 'notification');
    await listener.query('select 1');
    expect(heard).to.deep.equal(['workflow_outbox']);
    await listener.end();
  });
});

describe('the copy of a provider beside its services', () => {
  const db = useOrm();

  async function copyOf(serviceId: string) {
    const service = await db.em().findOneOrFail(ProviderService, serviceId);
    const { isActive, cityKey, lat, lng, serviceRadiusKm, specializationKeys, rating, responseRate } = service;
    return { isActive, cityKey, lat, lng, serviceRadiusKm, specializationKeys, rating, responseRate };
  }

  const place = { city: '\t New YORK ', lat: 40.5, lng: -74, serviceRadiusKm: 12 };

  it('is not active while the account of the provider is suspended', async () => {
    const { accountId, serviceIds } = await insertProvider(db.em(), place);
    const isActive = async (id = serviceIds[0]!) => (await copyOf(id)).isActive;
    await db.em().nativeUpdate(Account, accountId, { status: 'suspended' });
    expect(await isActive()).to.equal(false);
    const provider = await db.em().findOneOrFail(Provider, { account: accountId });
    expect(await isActive(await insertService(db.em(), provider.id))).to.equal(false);
    await db.em().nativeUpdate(Account, accountId, { status: 'active' });
    expect(await isActive()).to.equal(true);
  });

  it('is there from the first insert, in the form that is searched', async () => {
    const { serviceIds } = await insertProvider(db.em(), {
      ...place,
      specializations: ['curly_hair', ' FADES '],
      rating: 4.5,
      responseRate: 0.75,
    });
    expect(await copyOf(serviceIds[0]!)).to.deep.equal({
      isActive: true,
      cityKey: 'new york',
      lat: 40.51,
      lng: -73.99,
      serviceRadiusKm: 12,
      specializationKeys: ['curly_hair', 'fades'],
      rating: 4.5,
      responseRate: 0.75,
    });
  });

  it('follows every change of the provider', async () => {
    const { id, serviceIds } = await insertProvider(db.em(), { ...place, services: [{}, {}] });
    const changes = {
      status: 'paused',
      cityKey: 'łódź',
      areaLat: 51.77,
      areaLng: 19.47,
      serviceRadiusKm: 30,
      specializationKeys: ['kids'],
      rating: null,
      responseRate: 1,
    } as const;
    for (const [name, value] of Object.entries(changes)) await db.em().nativeUpdate(Provider, id, { [name]: value });
    for (const serviceId of serviceIds) {
      expect(await copyOf(serviceId)).to.deep.equal({
        isActive: false,
        cityKey: 'łódź',
        lat: 51.77,
        lng: 19.47,
        serviceRadiusKm: 30,
        specializationKeys: ['kids'],
        rating: null,
        responseRate: 1,
      });
    }
  });

  it('has both coordinates or neither', async () => {
    const { serviceIds } = await insertProvider(db.em(), { ...place, lng: null });
    expect(await copyOf(serviceIds[0]!)).to.include({ lat: null, lng: null });
  });

  it('is not what a writer makes of it', async () => {
    const { serviceIds } = await insertProvider(db.em(), {
      ...place,
      services: [{ cityKey: 'elsewhere', lat: 1, lng: 1 }],
    });
    await db.em().nativeUpdate(ProviderService, serviceIds[0]!, { isActive: false });
    expect(await copyOf(serviceIds[0]!)).to.include({ cityKey: 'new york', lat: 40.51, isActive: true });
  });

  it('is right for a service that is added while its provider moves', async () => {
    const { id } = await insertProvider(db.em(), place);
    let added!: Promise<string>;
    await db.em().transactional(async (em) => {
      await em.nativeUpdate(Provider, id, { city: 'Chicago', cityKey: 'chicago' });
      added = insertService(db.em(), id);
      await until('the new service to wait for the move', async () => (await waitingForLocks()) === 1);
    });
    expect(await copyOf(await added)).to.include({ cityKey: 'chicago' });
  });

  async function waitingForLocks(): Promise<number> {
    const rows: { waiting: number }[] = await db.em().execute(
      `select count(*)::int as waiting from pg_stat_activity
       where wait_event_type = 'Lock' and datname = current_database()`,
    );
    return rows[0]!.waiting;
  }
});
