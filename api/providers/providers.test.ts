import { expect } from 'chai';
import { useApi } from '#test/support/api.ts';
import { insertAccount, insertProvider } from '#test/support/factories.ts';

const PRIVATE = { email: 'rosa@private.example', phone: '+1 512 555 0142', address: '4100 Duval Street' };

describe('provider pages', () => {
  const fixture = useApi();
  const em = () => fixture.orm.em.fork();
  const tokenOfNew = async (roles: ('consumer' | 'provider')[] = ['consumer']) =>
    fixture.tokenOf(await insertAccount(em(), { roles }));

  describe('the public one', () => {
    it('shows what a provider offers to anybody', async () => {
      const { id, serviceIds } = await insertProvider(em(), {
        ...PRIVATE,
        businessName: 'Curl Corner',
        services: [{ name: 'Curly cut' }, { name: 'Long cut', durationMinutes: 90 }],
      });
      const { status, body } = await fixture.api.get(`/v1/providers/${id}`);
      expect(status).to.equal(200);
      expect(body).to.deep.include({
        id,
        businessName: 'Curl Corner',
        status: 'active',
        specializations: ['curly_hair'],
      });
      expect(body.services).to.have.deep.members([
        service(serviceIds[0], { name: 'Curly cut' }),
        service(serviceIds[1], { name: 'Long cut', durationMinutes: 90 }),
      ]);
    });

    it('never holds mail, phone or address, whoever asks', async () => {
      const { id, accountId } = await insertProvider(em(), PRIVATE);
      for (const as of [undefined, await tokenOfNew(), await fixture.tokenOf(accountId)]) {
        const { status, body } = await fixture.api.get(`/v1/providers/${id}`, { as });
        expect(status).to.equal(200);
        expect(body).to.not.have.any.keys('email', 'phone', 'address', 'accountId');
        for (const secret of Object.values(PRIVATE)) expect(JSON.stringify(body)).to.not.include(secret);
      }
    });

    it('shows a rating from three reviewers on, however many reviews there are', async () => {
      const ratingWith = async (reviewerCount: number) => {
        const { id } = await insertProvider(em(), { rating: 4.25, reviewCount: 9, reviewerCount });
        return (await fixture.api.get(`/v1/providers/${id}`)).body.reputation;
      };
      expect(await ratingWith(2)).to.include({ rating: null, reviewCount: 9 });
      expect(await ratingWith(3)).to.include({ rating: 4.25, reviewCount: 9 });
    });

    it('is there for a provider without any service', async () => {
      const { id } = await insertProvider(em(), { services: [] });
      expect((await fixture.api.get(`/v1/providers/${id}`)).body.services).to.deep.equal([]);
    });

    it('refuses a token that is not good, though none is needed', async () => {
      const { id } = await insertProvider(em());
      expect(await fixture.api.get(`/v1/providers/${id}`, { as: 'not.a.token' })).to.be.problem(401, 'unauthenticated');
    });

    it('is not there for an unknown provider, and an id is a UUID', async () => {
      const unknown = await fixture.api.get(`/v1/providers/${crypto.randomUUID()}`);
      expect(unknown).to.be.problem(404, 'not_found');
      expect(await fixture.api.get('/v1/providers/someone')).to.be.problem(400, 'validation_failed');
    });

    it('takes one statement', async () => {
      const { id } = await insertProvider(em(), { services: [{}, {}, {}] });
      fixture.takeStatements();
      await fixture.api.get(`/v1/providers/${id}`);
      expect(fixture.takeStatements()).to.have.length(1);
    });
  });

  describe('the own one', () => {
    it('shows contact details, hours and settings as well', async () => {
      const schedule = { monday: [{ start: '09:00', end: '17:00' }] };
      const exceptions = [
        { date: '2026-03-02', closed: true },
        { date: '2026-03-03', windows: [{ start: '10:00', end: '12:00' }] },
      ];
      const settings = { minNoticeHours: 2, maxBookingsPerDay: 3, bufferMinutes: 15 };
      const { id, accountId } = await insertProvider(em(), { ...PRIVATE, schedule, exceptions, ...settings });
      const { status, body } = await fixture.api.get('/v1/providers/me', { as: await fixture.tokenOf(accountId) });
      expect(status).to.equal(200);
      expect(body).to.deep.include({ id, ...PRIVATE, settings });
      expect(body.availability).to.deep.equal({ timezone: 'America/New_York', schedule, exceptions, revision: 1 });
      const { body: shown } = await fixture.api.get(`/v1/providers/${id}`);
      expect(body).to.deep.include(shown);
    });

    it('is for providers only', async () => {
      expect(await fixture.api.get('/v1/providers/me')).to.be.problem(401, 'unauthenticated');
      expect(await fixture.api.get('/v1/providers/me', { as: await tokenOfNew() })).to.be.problem(403, 'forbidden');
    });

    it('is not there for the role without a provider', async () => {
      const as = await tokenOfNew(['consumer', 'provider']);
      expect(await fixture.api.get('/v1/providers/me', { as })).to.be.problem(404, 'not_found');
      expect(await fixture.api.get('/v1/providers/me/leads', { as })).to.be.problem(404, 'not_found');
    });
  });
});

function service(id: string | undefined, given: object) {
  return {
    id,
    category: 'hair_beauty',
    serviceType: 'haircut',
    description: '',
    durationMinutes: 60,
    priceMin: 4_000,
    priceMax: 6_000,
    currency: 'USD',
    ...given,
  };
}
