import { expect } from 'chai';
import { Event } from '#db/entities/event.entity.ts';
import { RequestMatch } from '#db/entities/request-match.entity.ts';
import { ServiceRequest } from '#db/entities/service-request.entity.ts';
import { inTransaction } from '#db/transaction.ts';
import type { RequestStatus } from '#domain/lifecycles/request.ts';
import { testConfig } from '#test/support/config.ts';
import { insertProvider, insertRequest } from '#test/support/factories.ts';
import { until } from '#test/support/until.ts';
import { useOrm } from '#test/support/use-orm.ts';
import { lockRequest } from '../request/request-rows.ts';
import { createMatchingActivities } from './matching.activities.ts';

describe('sendWave', () => {
  const db = useOrm();
  const settings = testConfig().matching;
  const { quotas } = testConfig().trust;
  const sendWave = (requestId: string) =>
    createMatchingActivities({ orm: db.orm, settings, quotas }).sendWave({ requestId, wave: 1, atMs: Date.now() });
  const leadsOf = (request: string) => db.em().count(RequestMatch, { request, leadAt: { $ne: null } });
  const wavesOf = (requestId: string) => db.em().count(Event, { requestId, type: 'request.wave_sent' });

  afterEach(() => db.em().execute('truncate accounts cascade'));

  it('does nothing for a request that is closed', async () => {
    await insertProvider(db.em());
    for (const status of ['booked', 'cancelled', 'expired'] satisfies RequestStatus[]) {
      const { id } = await insertRequest(db.em(), { status });
      expect(await sendWave(id)).to.deep.equal({ wave: 0, leads: 0 });
      expect([await leadsOf(id), await wavesOf(id)]).to.deep.equal([0, 0]);
    }
  });

  it('does nothing for a request that has expired, although its run does not know yet', async () => {
    await insertProvider(db.em());
    const { id } = await insertRequest(db.em(), { status: 'matching', expiresAt: new Date(Date.now() - 1) });
    expect(await sendWave(id)).to.deep.equal({ wave: 0, leads: 0 });
    expect([await leadsOf(id), await wavesOf(id)]).to.deep.equal([0, 0]);
  });

  it('sends a wave once, however often it is tried and by however many at a time', async () => {
    await insertProvider(db.em());
    const { id } = await insertRequest(db.em(), { status: 'matching' });
    const sent = await Promise.all([sendWave(id), sendWave(id), sendWave(id)]);
    for (const each of sent) expect(each).to.deep.equal({ wave: 1, leads: 1 });
    expect([await leadsOf(id), await wavesOf(id)]).to.deep.equal([1, 1]);
  });

  it('matches a request that was changed during the search as it is now', async () => {
    await insertProvider(db.em());
    const { id } = await insertRequest(db.em(), {
      status: 'matching',
      category: 'plumbing',
      serviceType: 'leak_repair',
    });
    const waiting = async (): Promise<boolean> => {
      const locked = "select 1 from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'";
      return (await db.em().execute<object[]>(locked)).length > 0;
    };
    let sent: ReturnType<typeof sendWave> | undefined;
    await inTransaction(db.orm, async (em) => {
      const request = await lockRequest(em, id);
      sent = sendWave(id); // finds nobody for what the request still is to everybody else
      await until('the wave to wait for the request', waiting);
      em.assign(request, { category: 'hair_beauty', serviceType: 'haircut' });
    });
    expect(await sent).to.deep.equal({ wave: 1, leads: 1 });
    expect(await leadsOf(id)).to.equal(1);
    expect((await db.em().findOneOrFail(ServiceRequest, id)).wave).to.equal(1);
  });
});
