import { expect } from 'chai';
import { DAY_MS, toLocalDate } from '#domain/local-date.ts';
import { useApi } from '#test/support/api.ts';
import { insertOffer, insertRequest } from '#test/support/factories.ts';
import { peopleOf } from '#test/support/people.ts';

describe('commands on a request', () => {
  const fixture = useApi({ settings: { PROXIE_COMMAND_DEADLINE: '400ms', PROXIE_TEMPORAL_DOWN_DEADLINE: '300ms' } });
  const people = peopleOf(fixture);
  const em = () => fixture.orm.em.fork();
  const reason = { reason: 'My plans have changed.' };
  const payloads = async (): Promise<unknown> => em().execute('select 1 from command_payloads');

  it('are the consumer’s, and cancelling is an operator’s too', async () => {
    const { id } = await insertRequest(em(), { status: 'cancelled' });
    const [stranger, admin] = [await people.consumer(), await people.admin()];
    const cancel = (as: { token: string }) => fixture.api.post(`/v1/requests/${id}/cancel`, { as, body: reason });
    const edit = (as: { token: string }) =>
      fixture.api.patch(`/v1/requests/${id}`, { as, body: { location: { city: 'Austin' } } });
    expect(await cancel(stranger)).to.be.problem(403, 'not_yours');
    expect(await edit(stranger)).to.be.problem(403, 'not_yours');
    expect(await edit(admin)).to.be.problem(403, 'not_yours');
    expect(await cancel(admin)).to.be.problem(409, 'request_closed'); // let through, and refused by the table
  });

  it('are refused in the words of the table, with what is allowed instead', async () => {
    const as = await people.consumer();
    const { id } = await insertRequest(em(), { consumer: as.accountId, status: 'expired' });
    const answer = await fixture.api.post(`/v1/requests/${id}/cancel`, { as, body: reason });
    expect(answer).to.be.problem(409, 'request_closed');
    expect(answer.body.detail).to.equal(
      'the service request is expired; cancel needs it to be pending, matching or offers_received',
    );
    expect(answer.body.info).to.deep.equal({ status: 'expired', allowedActions: [] });
  });

  it('change nothing while an offer is open', async () => {
    const as = await people.consumer();
    const { id } = await insertRequest(em(), { consumer: as.accountId, status: 'offers_received' });
    await insertOffer(em(), { request: id });
    const answer = await fixture.api.patch(`/v1/requests/${id}`, { as, body: { budget: null } });
    expect(answer).to.be.problem(409, 'invalid_transition');
    expect(answer.body.detail).to.include('no open offer');
    expect(answer.body.info).to.deep.equal({ status: 'offers_received', allowedActions: ['cancel'] });
  });

  it('must change something, and a service only together with its category', async () => {
    const as = await people.consumer();
    const { id } = await insertRequest(em(), { consumer: as.accountId });
    for (const body of [{}, { serviceType: 'hair_color' }, { status: 'booked' }]) {
      expect(await fixture.api.patch(`/v1/requests/${id}`, { as, body })).to.be.problem(400, 'validation_failed');
    }
  });

  it('do not move a request to dates that are over', async () => {
    const as = await people.consumer();
    const { id } = await insertRequest(em(), { consumer: as.accountId, status: 'matching' });
    const nextYear = toLocalDate(Math.floor(Date.now() / DAY_MS) + 365);
    const moveTo = (urgency: string, date: string) =>
      fixture.api.patch(`/v1/requests/${id}`, { as, body: { timing: { urgency, preferredDates: [date] } } });
    const refused = await moveTo('specific_date', '2020-01-01');
    expect(refused).to.be.problem(400, 'validation_failed');
    expect(refused.body.errors[0].path).to.equal('/timing/preferredDates');
    expect(await moveTo('specific_date', nextYear)).to.be.problem(503, 'unavailable'); // let through
    expect(await moveTo('flexible', '9999-12-31'), 'further than anybody plans').to.be.problem(
      400,
      'validation_failed',
    );
    expect(await moveTo('flexible', '2020-01-01')).to.be.problem(503, 'unavailable');
  });

  it('are answered 503 with a time to come back while Temporal is down', async () => {
    const as = await people.consumer();
    const { id } = await insertRequest(em(), { consumer: as.accountId, status: 'matching' });
    const before = await fixture.api.get(`/v1/requests/${id}`, { as });
    const answer = await fixture.api.post(`/v1/requests/${id}/cancel`, { as, body: reason });
    expect(answer).to.be.problem(503, 'unavailable');
    expect((await fixture.api.get(`/v1/requests/${id}`, { as })).body).to.deep.equal(before.body);
  });

  it('leave no text behind when they are refused', async () => {
    const as = await people.consumer();
    const { id } = await insertRequest(em(), { consumer: as.accountId, status: 'cancelled' });
    const before = await payloads();
    await fixture.api.post(`/v1/requests/${id}/cancel`, { as, body: reason });
    expect(await payloads()).to.deep.equal(before);
  });
});
