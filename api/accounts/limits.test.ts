import { expect } from 'chai';
import { CREATE_REQUEST_EXAMPLE } from '#contracts/examples.ts';
import { Media } from '#db/entities/media.entity.ts';
import { ServiceRequest } from '#db/entities/service-request.entity.ts';
import { DAY_MS } from '#domain/local-date.ts';
import { useApi } from '#test/support/api.ts';
import { insertBooking, insertOffer, insertRequest, testSlot } from '#test/support/factories.ts';
import type { TestAnswer } from '#test/support/http.ts';
import { pngOf } from '#test/support/images.ts';
import { peopleOf, type SignedIn } from '#test/support/people.ts';

const QUOTAS = 'open_requests=3,conversations=2,images=2,offers_per_request=2,cancellations=1,edits_per_request=1';
const CODES = { 409: 'quota_reached', 429: 'quota_used_up' } as const;

describe('quotas', () => {
  const fixture = useApi({ settings: { PROXIE_QUOTAS: QUOTAS } });
  const people = peopleOf(fixture);
  const em = () => fixture.orm.em.fork();
  const upTo = (count: number) => Array.from({ length: count }, (_, index) => index);
  const post = (path: string, as: SignedIn, body: unknown, headers = {}) =>
    fixture.api.post(path, { as, body, headers });
  const createRequest = (as: SignedIn) => post('/v1/requests', as, CREATE_REQUEST_EXAMPLE);
  const converse = (as: SignedIn, key: string = crypto.randomUUID()) =>
    post('/v1/chat', as, { message: 'hello', role: 'consumer' }, { 'Idempotency-Key': key });
  const usedOf = async (as: SignedIn, quota: string) => {
    const { body } = await fixture.api.get('/v1/limits', { as });
    return body.items.find((item: { quota: string }) => item.quota === quota);
  };

  /** Of all answers, so many succeeded; every other one is the refusal with its quota in it. */
  function expectOnly(passed: number, answers: readonly TestAnswer<{ info?: unknown }>[], code: 409 | 429): void {
    expect(answers.filter(({ status }) => status < 300)).to.have.length(passed);
    for (const answer of answers.filter(({ status }) => status >= 300)) {
      expect(answer).to.be.problem(code, CODES[code]);
      expect(answer.body.info).to.include({ limit: passed, used: passed });
    }
  }

  it('let exactly as many open requests be, however many come at once, and make room when one is over', async () => {
    const as = await people.consumer();
    expectOnly(3, await Promise.all(upTo(12).map(() => createRequest(as))), 409);
    expect(await usedOf(as, 'open_requests')).to.include({ limit: 3, used: 3, window: 'now', freesAt: null });
    const [open] = await em().find(ServiceRequest, { consumer: as.accountId });
    await em().nativeUpdate(ServiceRequest, { id: open!.id }, { status: 'cancelled' });
    expect((await createRequest(as)).status).to.equal(201);
    expect((await createRequest(await people.consumer())).status, 'of somebody else').to.equal(201);
  });

  it('let as many conversations begin a day, say when there is room, and know a repeated call', async () => {
    const as = await people.consumer();
    const key = crypto.randomUUID();
    expect((await converse(as, key)).status).to.equal(202);
    const answers = await Promise.all(upTo(8).map(() => converse(as)));
    expect(answers.filter(({ status }) => status === 202)).to.have.length(1);
    const refused = answers.find(({ status }) => status !== 202)!;
    expect(refused).to.be.problem(429, 'quota_used_up');
    const { freesAt } = refused.body.info;
    expect(Date.parse(freesAt)).to.be.within(Date.now(), Date.now() + DAY_MS);
    expect(Number(refused.headers['retry-after'])).to.be.within(1, DAY_MS / 1_000);
    expect(await usedOf(as, 'conversations')).to.include({ used: 2, freesAt });
    expect((await converse(as, key)).status, 'the first one again').to.equal(202);
    await em().execute(`update conversations set created_at = now() - interval '25 hours' where account_id = ?`, [
      as.accountId,
    ]);
    expect((await converse(as)).status, 'a day later').to.equal(202);
  });

  it('let as many images be kept, and the same image be sent again', async () => {
    const as = await people.consumer();
    const send = (colour: number) => post('/v1/media', as, pngOf(colour), { 'content-type': 'image/png' });
    expectOnly(2, await Promise.all(upTo(6).map((index) => send(index + 1))), 409);
    const kept = await em().find(Media, { account: as.accountId });
    expect(kept).to.have.length(2);
    const again = await Promise.all(upTo(6).map((index) => send(index + 1)));
    expect(
      again.filter(({ status }) => status === 201),
      'those that are there',
    ).to.have.length(2);
  });

  it('let a provider offer as often for one request, whatever became of the offers', async () => {
    const provider = await people.provider();
    const { id } = await insertRequest(em(), { status: 'matching' });
    await people.tell(id, provider);
    const { serviceId } = provider;
    const body = { serviceId, availableSlots: [testSlot()], price: { amount: 5_000, currency: 'USD' } };
    const offer = () => post(`/v1/requests/${id}/offers`, provider, body);
    await insertOffer(em(), { request: id, provider: provider.id, status: 'withdrawn' });
    expect(await offer()).to.be.problem(503, 'unavailable'); // let through: only Temporal is missing here
    await insertOffer(em(), { request: id, provider: provider.id, status: 'withdrawn' });
    expect(await offer()).to.be.problem(409, 'quota_reached');
  });

  it('let nobody book or offer anew for a day who has cancelled too often, each on their own side', async () => {
    const [consumer, provider] = [await people.consumer(), await people.provider()];
    const cancelled = { status: 'cancelled', cancelledAt: new Date() } as const;
    await insertBooking(em(), {
      ...cancelled,
      consumer: consumer.accountId,
      provider: provider.id,
      cancelledBy: 'consumer',
    });
    const { id: request } = await insertRequest(em(), { consumer: consumer.accountId, status: 'offers_received' });
    await people.tell(request, provider);
    const offer = await insertOffer(em(), { request, provider: provider.id });
    const accept = () => post(`/v1/offers/${offer.id}/accept`, consumer, { revision: 1, slot: testSlot() });
    const refused = await accept();
    expect(refused).to.be.problem(429, 'quota_used_up');
    expect(refused.body.info).to.include({ quota: 'cancellations', limit: 1, used: 1 });
    expect(await usedOf(provider, 'cancellations'), 'the other side').to.include({ used: 0 });
    await em().execute(`update bookings set cancelled_by = 'provider' where consumer_id = ?`, [consumer.accountId]);
    expect(await accept()).to.be.problem(503, 'unavailable');
    expect(await usedOf(provider, 'cancellations')).to.include({ used: 1 });
  });

  it('are read in few statements', async () => {
    const as = await people.consumer();
    await fixture.api.get('/v1/limits', { as });
    fixture.takeStatements();
    await fixture.api.get('/v1/limits', { as });
    expect(fixture.takeStatements().length).to.be.at.most(2);
  });
});
