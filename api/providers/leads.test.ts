import { expect } from 'chai';
import { RequestMatch } from '#db/entities/request-match.entity.ts';
import { DAY_MS } from '#domain/local-date.ts';
import { REQUEST_STATUSES } from '#domain/lifecycles/request.ts';
import { useApi } from '#test/support/api.ts';
import { insertAccount, insertOffer, insertProvider, insertRequest } from '#test/support/factories.ts';
import { LeadPosition } from './leads.queries.ts';

const LEADS = '/v1/providers/me/leads';

describe('leads', () => {
  const fixture = useApi();
  const em = () => fixture.orm.em.fork();

  const newProvider = async (given: Parameters<typeof insertProvider>[1] = {}) => {
    const made = await insertProvider(em(), given);
    return { ...made, as: await fixture.tokenOf(made.accountId) };
  };
  const match = (request: string, provider: string, given: object) =>
    em().insert(RequestMatch, { id: crypto.randomUUID(), request, provider, ...given });
  const newLead = async (
    provider: string,
    { at = new Date(), ...given }: Parameters<typeof insertRequest>[1] & { at?: Date } = {},
  ): Promise<string> => {
    const { id } = await insertRequest(em(), { status: 'matching', ...given });
    await match(id, provider, { rank: 1, wave: 1, score: 0.75, distanceKm: 2.5, leadAt: at });
    return id;
  };
  const ago = (days: number) => new Date(Date.now() - days * DAY_MS);
  const idsOf = ({ body }: { body: { items: { requestId: string }[] } }) =>
    body.items.map(({ requestId }) => requestId);

  describe('as a list', () => {
    it('come newest first, page by page, each once', async () => {
      const { id, as } = await newProvider();
      const at = ago(1);
      const leads: string[] = [];
      for (let index = 0; index < 5; index += 1) leads.push(await newLead(id, { at: index < 3 ? at : ago(2 + index) }));
      const seen: string[] = [];
      let cursor: string | null = null;
      do {
        const query: string = cursor === null ? '?limit=2' : `?limit=2&cursor=${cursor}`;
        const page = await fixture.api.get(LEADS + query, { as });
        expect(page.status).to.equal(200);
        seen.push(...idsOf(page));
        cursor = page.body.nextCursor;
      } while (cursor !== null);
      expect(seen).to.deep.equal([...leads.slice(0, 3).toSorted().toReversed(), ...leads.slice(3)]);
    });

    it('show what is asked for, and nothing of who asks', async () => {
      const { id, as } = await newProvider();
      const consumer = await insertAccount(em(), { name: 'Curious Consumer', email: 'curious@private.example' });
      const requestId = await newLead(id, {
        consumer,
        rawInput: 'call me at 555 0142',
        description: 'Keep the curls.',
        preferredDates: ['2026-03-03'],
        preferredTimes: ['morning'],
        budgetMax: 6_000,
        budgetCurrency: 'USD',
        budgetFlexibility: 'strict',
      });
      const { body } = await fixture.api.get(LEADS, { as });
      expect(body.items).to.have.length(1);
      const [lead] = body.items;
      expect(lead).to.deep.include({
        requestId,
        requirements: { specializations: ['curly_hair'], description: 'Keep the curls.' },
        location: { city: 'New York', neighborhood: 'Brooklyn', distanceKm: 3 },
        timing: { urgency: 'flexible', preferredDates: ['2026-03-03'], preferredTimes: ['morning'], flexibility: null },
        budget: { min: 0, max: 6_000, currency: 'USD', flexibility: 'strict' },
        score: 0.75,
      });
      for (const secret of [consumer, 'Curious', 'curious@', '555 0142']) {
        expect(JSON.stringify(body)).to.not.include(secret);
      }
      expect((await fixture.api.get(`${LEADS}/${requestId}`, { as })).body).to.deep.equal(lead);
    });

    it('hold only what this provider was told of', async () => {
      const [mine, theirs] = [await newProvider(), await newProvider()];
      const lead = await newLead(mine.id);
      await newLead(theirs.id);
      const untold = await insertRequest(em(), { status: 'matching' });
      await match(untold.id, mine.id, { rejection: 'no_free_slot' });
      expect(idsOf(await fixture.api.get(LEADS, { as: mine.as }))).to.deep.equal([lead]);
    });

    it('hold closed requests for 30 days and open ones as long as they are open', async () => {
      const { id, as } = await newProvider();
      const recent = await newLead(id, { status: 'cancelled', at: ago(29) });
      const open = await newLead(id, { status: 'offers_received', at: ago(60) });
      await newLead(id, { status: 'expired', at: ago(31) });
      expect(idsOf(await fixture.api.get(LEADS, { as }))).to.deep.equal([recent, open]);
    });

    it('take three statements at most, at 1 row and at 100', async () => {
      for (const count of [1, 100]) {
        const { id, as } = await newProvider();
        for (let index = 0; index < count; index += 1) {
          const request = await newLead(id);
          await insertOffer(em(), { request, provider: id });
        }
        fixture.takeStatements();
        const answer = await fixture.api.get(`${LEADS}?limit=100`, { as });
        expect(idsOf(answer)).to.have.length(count);
        expect(fixture.takeStatements()).to.have.length.within(1, 3);
      }
    });

    it('refuse a cursor that was forged or made for another list', async () => {
      const { as } = await newProvider();
      const position = { leadAt: ago(1).toISOString(), requestId: crypto.randomUUID() };
      const forged = Buffer.from(JSON.stringify(position)).toString('base64url');
      const foreign = fixture.deps.cursorsOf('listOther', LeadPosition).seal(position);
      const own = fixture.deps.cursorsOf('listLeads', LeadPosition).seal(position);
      expect(await fixture.api.get(`${LEADS}?cursor=${forged}`, { as })).to.be.problem(400, 'invalid_cursor');
      expect(await fixture.api.get(`${LEADS}?cursor=${foreign}`, { as })).to.be.problem(400, 'invalid_cursor');
      expect((await fixture.api.get(`${LEADS}?cursor=${own}`, { as })).status).to.equal(200);
    });

    it('are for providers only', async () => {
      expect(await fixture.api.get(LEADS)).to.be.problem(401, 'unauthenticated');
      const as = await fixture.tokenOf(await insertAccount(em()));
      expect(await fixture.api.get(LEADS, { as })).to.be.problem(403, 'forbidden');
    });
  });

  describe('one by one', () => {
    it('are refused to a provider who was not told', async () => {
      const [mine, theirs] = [await newProvider(), await newProvider()];
      const lead = await newLead(mine.id);
      expect(await fixture.api.get(`${LEADS}/${lead}`, { as: theirs.as })).to.be.problem(403, 'not_yours');
      await match(lead, theirs.id, { rank: 2, score: 0.5 }); // matched, but its wave has not gone out
      expect(await fixture.api.get(`${LEADS}/${lead}`, { as: theirs.as })).to.be.problem(403, 'not_yours');
      expect((await fixture.api.get(`${LEADS}/${lead}`, { as: mine.as })).status).to.equal(200);
    });

    it('are refused to consumers, the one who asks as well', async () => {
      const { id } = await newProvider();
      const consumer = await insertAccount(em());
      const lead = await newLead(id, { consumer });
      const as = await fixture.tokenOf(consumer);
      expect(await fixture.api.get(`${LEADS}/${lead}`, { as })).to.be.problem(403, 'forbidden');
      expect(await fixture.api.get(`${LEADS}/${lead}`)).to.be.problem(401, 'unauthenticated');
    });

    it('are not there for an unknown request', async () => {
      const { as } = await newProvider();
      expect(await fixture.api.get(`${LEADS}/${crypto.randomUUID()}`, { as })).to.be.problem(404, 'not_found');
    });
  });

  describe('allow an offer', () => {
    const actionsFor = async (
      request: Parameters<typeof insertRequest>[1],
      given: Parameters<typeof insertProvider>[1] = {},
      offers: Parameters<typeof insertOffer>[1][] = [],
    ) => {
      const { id, as } = await newProvider(given);
      const lead = await newLead(id, request);
      let last: string | undefined;
      for (const offer of offers) last = (await insertOffer(em(), { request: lead, provider: id, ...offer })).id;
      const { body } = await fixture.api.get(`${LEADS}/${lead}`, { as });
      expect(body.ownOfferId).to.equal(last ?? null);
      return body.allowedActions;
    };

    for (const status of REQUEST_STATUSES) {
      const takes = status === 'matching' || status === 'offers_received';
      it(`${takes ? 'while' : 'not while'} the request is ${status}`, async () => {
        expect(await actionsFor({ status })).to.deep.equal(takes ? ['submit_offer'] : []);
      });
    }

    it('to an active provider only', async () => {
      expect(await actionsFor({}, { status: 'paused' })).to.deep.equal([]);
      expect(await actionsFor({}, { status: 'inactive' })).to.deep.equal([]);
    });

    it('while the provider has none open, and again after it was withdrawn', async () => {
      expect(await actionsFor({}, {}, [{ status: 'withdrawn' }, { status: 'pending' }])).to.deep.equal([]);
      expect(await actionsFor({}, {}, [{ status: 'declined' }, { status: 'withdrawn' }])).to.deep.equal([
        'submit_offer',
      ]);
    });

    it('whatever others have offered', async () => {
      const { id, as } = await newProvider();
      const lead = await newLead(id);
      await insertOffer(em(), { request: lead });
      const { body } = await fixture.api.get(`${LEADS}/${lead}`, { as });
      expect([body.allowedActions, body.ownOfferId]).to.deep.equal([['submit_offer'], null]);
    });
  });
});
