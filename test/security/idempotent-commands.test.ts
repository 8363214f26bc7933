import { randomUUID } from 'node:crypto';
import { expect } from 'chai';
import { useApi } from '#test/support/api.ts';
import { makeDue, NOT_BY_ITSELF } from '#test/support/due.ts';
import { useLives } from '#test/support/lives.ts';
import { createMarketplace, type TestProvider, type TestRequest } from '#test/support/marketplace.ts';
import { codeOf, lasting, namedCalls, type RawAnswer } from '#test/support/named-calls.ts';

const RACERS = 200;

describe('commands with an Idempotency-Key, with a worker behind them', () => {
  const lives = useLives({ PROXIE_WAVE: '7d', ...NOT_BY_ITSELF });
  const fixture = useApi({ orm: () => lives.orm, commands: () => lives.commands });
  const withoutTemporal = useApi({ orm: () => lives.orm });
  const market = createMarketplace(lives);
  const send = namedCalls(() => fixture.url);
  const rows = async (sql: string, ...params: string[]): Promise<Record<string, unknown>[]> =>
    lives.orm.em.fork().execute(sql, params);

  interface Lead {
    readonly request: TestRequest;
    readonly provider: TestProvider;
    readonly consumer: { readonly token: string };
    readonly seller: { readonly token: string };
  }
  async function newLead(): Promise<Lead> {
    const city = `City ${randomUUID()}`;
    const provider = await market.provider({ city, lat: null, lng: null });
    await rows(`update accounts set roles = '{consumer,provider}' where id = ? returning id`, provider.accountId);
    const request = await market.request({ city, lat: null, lng: null });
    await market.leads(request, 1);
    const tokenOf = async (id: string) => ({ token: await fixture.tokenOf(id) });
    return {
      request,
      provider,
      consumer: await tokenOf(request.consumerId),
      seller: await tokenOf(provider.accountId),
    };
  }

  /** A command as a client sends it. */
  interface Call {
    readonly path: string;
    readonly as: { readonly token: string };
    readonly key: string;
    readonly method?: 'PATCH';
    readonly body?: unknown;
  }
  const give = ({ path, ...call }: Call): Promise<RawAnswer> => send(path, call);
  const newCall = (path: string, as: Call['as'], body?: unknown): Call => ({ path, as, body, key: randomUUID() });

  async function submission({ request, provider, seller }: Lead): Promise<Call> {
    return newCall(`/v1/requests/${request.requestId}/offers`, seller, {
      serviceId: provider.serviceId,
      availableSlots: [await market.slotIn(72)],
      price: { amount: 6_000, currency: 'USD' },
      message: 'I can do that.',
    });
  }
  async function offered(lead: Lead): Promise<{ id: string; revision: number; availableSlots: object[] }> {
    return JSON.parse((await succeed(await submission(lead))).text) as Awaited<ReturnType<typeof offered>>;
  }
  async function acceptance(lead: Lead): Promise<Call> {
    const { id, revision, availableSlots } = await offered(lead);
    return acceptanceOf(lead, { id, revision, slot: availableSlots[0] });
  }
  function acceptanceOf(
    lead: Lead,
    { id, ...chosen }: { id: string; revision: number; slot: object | undefined },
  ): Call {
    const location = { type: 'consumer_location', address: '1 Main Street' };
    return newCall(`/v1/offers/${id}/accept`, lead.consumer, { ...chosen, location });
  }
  /** A booking that has begun. */
  async function begun(lead: Lead): Promise<string> {
    const { id, revision } = await offered(lead);
    const [slot] = await makeDue(lives.orm, id);
    const answer = await succeed(acceptanceOf(lead, { id, revision, slot }));
    return `/v1/bookings/${(JSON.parse(answer.text) as { id: string }).id}`;
  }
  async function booked(lead: Lead): Promise<string> {
    return `/v1/bookings/${(JSON.parse((await succeed(await acceptance(lead))).text) as { id: string }).id}`;
  }
  async function succeed(call: Call): Promise<RawAnswer> {
    const answer = await give(call);
    expect(answer.status, answer.text).to.be.within(200, 201);
    return answer;
  }

  /** What a process leaves behind that is killed after its effect and before its answer; its lease is over. */
  async function loseAnswer({ key }: Call): Promise<void> {
    const lost = await rows(
      `update idempotency_keys set answer_status = null, answer_headers = null, answer_body = null
       where key = ? returning key`,
      key,
    );
    expect(lost).to.have.lengthOf(1);
  }
  /** Without those that the clock makes. */
  const eventsOf = ({ request }: Lead) =>
    rows(
      `select id from events where request_id = ? and type <> 'request.wave_sent' order by position`,
      request.requestId,
    );
  const outcomeOf = ({ status, headers, text }: RawAnswer): object => {
    const body = JSON.parse(text) as { id: string; status: string };
    return { status, location: headers.location, id: body.id, now: body.status };
  };
  const payloadsOf = ({ key }: Call) =>
    rows('select id from command_payloads where id in (select command_id from idempotency_keys where key = ?)', key);

  const COMMANDS: Readonly<Record<string, (lead: Lead) => Promise<Call>>> = {
    editRequest: async ({ request, consumer }) => ({
      ...newCall(`/v1/requests/${request.requestId}`, consumer, { requirements: { description: 'Short, please.' } }),
      method: 'PATCH',
    }),
    cancelRequest: async ({ request, consumer }) =>
      newCall(`/v1/requests/${request.requestId}/cancel`, consumer, { reason: 'My plans have changed.' }),
    submitOffer: submission,
    declineOffer: async (lead) =>
      newCall(`/v1/offers/${(await offered(lead)).id}/decline`, lead.consumer, { reason: 'Too late for me.' }),
    withdrawOffer: async (lead) =>
      newCall(`/v1/offers/${(await offered(lead)).id}/withdraw`, lead.seller, { reason: 'I am ill.' }),
    acceptOffer: acceptance,
    checkInBooking: async (lead) => newCall(`${await begun(lead)}/check-in`, lead.seller),
    completeBooking: async (lead) => newCall(`${await begun(lead)}/complete`, lead.seller, { notes: 'Went well.' }),
    submitReview: async (lead) => {
      const booking = await begun(lead);
      await succeed(newCall(`${booking}/complete`, lead.seller, {}));
      const bookingId = booking.split('/').at(-1);
      return newCall('/v1/reviews', lead.consumer, { bookingId, rating: 5, comment: 'Great cut.' });
    },
    cancelBooking: async (lead) => newCall(`${await booked(lead)}/cancel`, lead.consumer, { reason: 'I am ill.' }),
  };

  for (const [operationId, callFor] of Object.entries(COMMANDS)) {
    it(`${operationId} gets its own success when it comes again after an attempt that died, and has one effect`, async () => {
      const lead = await newLead();
      const call = await callFor(lead);
      const first = await succeed(call);
      const before = await eventsOf(lead);
      await loseAnswer(call);
      const again = await give(call);
      expect(outcomeOf(again)).to.deep.equal(outcomeOf(first));
      expect(again.headers, 'it was worked out anew').not.to.have.property('idempotency-replayed');
      expect(await eventsOf(lead)).to.deep.equal(before);
      expect(await payloadsOf(call), 'texts that nobody will fetch').to.deep.equal([]);
      const replayed = await give(call);
      expect(lasting(replayed)).to.deep.equal(lasting(again));
      expect(replayed.headers['idempotency-replayed']).to.equal('true');
    });
  }

  it('gives an acceptance its booking also after the booking is lost and the request open again', async () => {
    const lead = await newLead();
    const call = await acceptance(lead);
    const { headers } = await succeed(call);
    await succeed(newCall(`${headers.location}/cancel`, lead.seller, { reason: 'I am ill.' }));
    await market.inStatus(lead.request, 'matching');
    await loseAnswer(call);
    const again = await give(call);
    expect([again.status, again.headers.location]).to.deep.equal([201, headers.location]);
    expect((JSON.parse(again.text) as { status: string }).status).to.equal('cancelled');
    expect(await rows('select id from bookings where request_id = ?', lead.request.requestId)).to.have.lengthOf(1);
    expect((await market.row(lead.request)).status).to.equal('matching');
  });

  it('makes one booking of two hundred acceptances that race with one key', async () => {
    const lead = await newLead();
    const call = await acceptance(lead);
    const answers = await Promise.all(Array.from({ length: RACERS }, () => give(call)));
    const fresh = answers.filter(({ status, headers }) => status === 201 && !headers['idempotency-replayed']);
    expect(fresh).to.have.lengthOf(1);
    for (const each of answers) {
      if (each.status === 201) expect(lasting(each)).to.deep.equal(lasting(fresh[0]!));
      else expect([each.status, codeOf(each)]).to.deep.equal([409, 'idempotency_in_flight']);
    }
    expect(await rows('select id from bookings where request_id = ?', lead.request.requestId)).to.have.lengthOf(1);
    const accepted = `select id from events where request_id = ? and type = 'offer.accepted'`;
    expect(await rows(accepted, lead.request.requestId)).to.have.lengthOf(1);
  });

  it('books once when Temporal is down at first and the same key comes again', async () => {
    const lead = await newLead();
    const call = await acceptance(lead);
    const { path, ...named } = call;
    const down = await namedCalls(() => withoutTemporal.url)(path, named);
    expect([down.status, codeOf(down)]).to.deep.equal([503, 'unavailable']);
    const [before] = await rows('select command_id from idempotency_keys where key = ?', call.key);
    const up = await succeed(call);
    expect(up.headers).not.to.have.property('idempotency-replayed');
    const [after] = await rows('select command_id from idempotency_keys where key = ?', call.key);
    expect(after).to.deep.equal(before);
    expect(await rows('select id from bookings where request_id = ?', lead.request.requestId)).to.have.lengthOf(1);
    expect((JSON.parse(up.text) as { location: object }).location).to.include({ address: '1 Main Street' });
    expect(await payloadsOf(call)).to.deep.equal([]);
  });

  it('gives a refusal again as the same bytes, also when the state would allow the command by now', async () => {
    const lead = await newLead();
    const open = await offered(lead);
    const second = await submission(lead);
    const refused = await give(second);
    expect([refused.status, codeOf(refused)]).to.deep.equal([409, 'offer_already_open']);
    await succeed(newCall(`/v1/offers/${open.id}/withdraw`, lead.seller, {}));
    const again = await give(second);
    expect(lasting(again)).to.deep.equal(lasting(refused));
    expect(again.headers['idempotency-replayed']).to.equal('true');
    expect(again.headers['x-request-id']).not.to.equal(refused.headers['x-request-id']);
    expect(await rows('select id from offers where request_id = ?', lead.request.requestId)).to.have.lengthOf(1);
    expect(await payloadsOf(second)).to.deep.equal([]);
    expect((await give({ ...second, key: randomUUID() })).status).to.equal(201);
  });

  it('takes one key for two operations as two calls', async () => {
    const lead = await newLead();
    const booking = await begun(lead);
    const call = newCall(`${booking}/check-in`, lead.seller);
    await succeed(call);
    const done = await succeed({ ...call, path: `${booking}/complete`, body: {} });
    expect((JSON.parse(done.text) as { status: string }).status).to.equal('completed');
  });

  it('refuses one key for two aggregates of one operation, and leaves the second as it was', async () => {
    const [one, two] = [await newLead(), await newLead()];
    const call = newCall(`/v1/requests/${one.request.requestId}/cancel`, one.consumer, { reason: 'Not any more.' });
    await succeed(call);
    await rows(
      'update service_requests set consumer_id = ? where id = ? returning id',
      one.request.consumerId,
      two.request.requestId,
    );
    const other = await give({ ...call, path: `/v1/requests/${two.request.requestId}/cancel` });
    expect([other.status, codeOf(other)]).to.deep.equal([422, 'idempotency_key_reused']);
    expect((await market.row(two.request)).status).to.equal('matching');
  });
});
