import { randomUUID } from 'node:crypto';
import { expect } from 'chai';
import { AuditEntry } from '#db/entities/audit-entry.entity.ts';
import { ChatDraft } from '#db/entities/chat-draft.entity.ts';
import { Offer } from '#db/entities/offer.entity.ts';
import { ServiceRequest } from '#db/entities/service-request.entity.ts';
import { AROUND_THE_CLOCK } from '#test/support/factories.ts';
import { offered, untilMatched } from '#test/support/outage.ts';
import { useProduct } from '#test/support/product.ts';
import { answerOf, draftIn, talkOf } from '#test/support/talk.ts';

const WISH = 'I need a haircut in Brooklyn, New York next week for $60-80';

describe('drafts', function () {
  this.timeout(180_000);
  const product = useProduct();
  before(() => product.startWorker());
  const em = () => product.orm.em.fork();
  const talker = async () => {
    const person = await product.consumer();
    return { person, talk: talkOf(() => product.api, person) };
  };
  const requestsOf = ({ id }: { id: string }) => em().findAll(ServiceRequest, { where: { consumer: id } });
  before(() => product.provider({ schedule: AROUND_THE_CLOCK })); // so that there is a place to name

  it('are carried out once, by the approval of the revision that stands', async () => {
    const { person, talk } = await talker();
    const draft = draftIn(await talk.say(WISH), 'create_service_request');
    const changed = draftIn(await talk.say('make it up to $90'), 'create_service_request');
    expect(changed).to.deep.include({ id: draft.id, revision: 2 });
    expect(changed.body.budget).to.deep.include({ max: 9_000 });

    const stale = await talk.decide('approve', draft);
    expect(answerOf(stale)).to.match(/changed since.*revision 1.*revision 2.*Nothing was done/);
    expect(await requestsOf(person)).to.have.length(0);
    expect(draftIn(stale, 'create_service_request').revision).to.equal(2);
    expect(stale.decision).to.equal('stale');

    const approvals = [
      await talk.post(approval(changed)),
      await talk.post(approval(changed)),
      await talk.post(approval(draft)),
    ];
    const [first, second, third] = await Promise.all(approvals.map((task) => talk.finished(task)));
    expect(answerOf(first!)).to.match(/^Done/);
    expect([first, second, third].map((task) => task?.decision)).to.deep.equal(['done', 'stale', 'stale']);
    for (const again of [second!, third!]) expect(answerOf(again)).to.match(/approved already/);
    const requests = await requestsOf(person);
    expect(requests).to.have.length(1);
    expect(requests[0]).to.deep.include({ budgetMax: 9_000, serviceType: 'haircut', neighborhood: 'Brooklyn' });
    const approved = { id: draft.id, status: 'approved', result: { type: 'request', id: requests[0]!.id } };
    for (const task of [first!, second!, third!]) expect(task.drafts[0]).to.deep.include(approved);
    const notes = await em().findAll(AuditEntry, { where: { actorId: person.id, operationId: 'createRequest' } });
    expect(notes.map(({ outcome }) => outcome)).to.deep.equal(['succeeded']);
  });

  it('are changed by hand, held against the contract, and closed without any effect', async () => {
    const { person, talk } = await talker();
    const draft = draftIn(await talk.say(WISH), 'create_service_request');
    const edited = await talk.edit(draft, {
      budget: { min: 1_000, max: 2_000, currency: 'USD' },
      serviceType: 'hair_color',
      category: 'hair_beauty',
    });
    const next = draftIn(edited, 'create_service_request');
    expect(next.revision).to.equal(2);
    expect(next.body).to.deep.include({ serviceType: 'hair_color', category: 'hair_beauty' });
    expect(next.body.budget).to.deep.include({ max: 2_000 });

    const wrong = await talk.edit(next, { price: { amount: 1, currency: 'USD' } });
    expect(answerOf(wrong)).to.match(/has no price/);
    expect(draftIn(wrong, 'create_service_request')).to.deep.equal(next);
    const stale = await talk.edit(draft, { budget: null });
    expect(answerOf(stale)).to.match(/changed since/);
    expect([edited, wrong, stale].map(({ decision }) => decision)).to.deep.equal(['done', 'refused', 'stale']);

    const closed = await talk.decide('cancel', next);
    expect(closed.drafts.map(({ id, status }) => ({ id, status }))).to.deep.equal([
      { id: next.id, status: 'cancelled' },
    ]);
    expect(answerOf(await talk.decide('approve', next))).to.match(/was cancelled/);
    expect(await requestsOf(person)).to.have.length(0);
  });

  it('are not approved before they are complete', async () => {
    const { person, talk } = await talker();
    const asked = await talk.say('I need a haircut');
    const draft = draftIn(asked, 'create_service_request');
    expect(draft.missing).to.deep.equal(['location']);
    expect(answerOf(asked)).to.match(/city|where/i);
    expect(answerOf(await talk.decide('approve', draft))).to.match(/still needs the city/);
    const complete = draftIn(await talk.say('in Brooklyn'), 'create_service_request');
    expect(complete.missing).to.deep.equal([]);
    expect(await requestsOf(person)).to.have.length(0);
  });

  it('of others, or of another conversation of the same person, are as if they were not there', async () => {
    const { person, talk } = await talker();
    const draft = draftIn(await talk.say(WISH), 'create_service_request');
    const thief = await talker();
    const other = talkOf(() => product.api, person);
    for (const each of [thief.talk, other]) {
      await each.say('hello');
      for (const type of ['approve', 'cancel'] as const) {
        expect(answerOf(await each.decide(type, draft))).to.match(/no such draft/);
      }
      expect(answerOf(await each.decide('approve', { id: randomUUID(), revision: 1 }))).to.match(/no such draft/);
    }
    expect(await requestsOf(person)).to.have.length(0);
    expect((await em().findOneOrFail(ChatDraft, draft.id)).status).to.equal('open');
  });

  it('of an acceptance are refused by the API when the offer has gone meanwhile, and stay', async () => {
    const { consumer, provider, requestId } = await offered(product, 96);
    const talk = talkOf(() => product.api, consumer);
    const draft = draftIn(await talk.say('book the first one'), 'accept_offer');
    const [offer] = await em().findAll(Offer, { where: { request: requestId } });
    expect(draft.about).to.deep.include({ provider: 'Test Provider' });
    await product.api.post(`/v1/offers/${offer!.id}/withdraw`, { as: provider, body: {} });
    const refused = await talk.decide('approve', draft);
    expect(answerOf(refused)).to.match(/refused: .*withdrawn/);
    expect(refused.decision).to.equal('refused');
    expect(draftIn(refused, 'accept_offer')).to.deep.include({ id: draft.id, revision: draft.revision });
  });

  it('change and cancel a request that was made before', async () => {
    const { person, talk } = await talker();
    const provider = await product.provider({ schedule: AROUND_THE_CLOCK });
    await talk.decide('approve', draftIn(await talk.say(WISH), 'create_service_request'));
    const [request] = await requestsOf(person);
    await untilMatched(product, request!.id, provider);
    const change = draftIn(await talk.say('change the budget to $100'), 'update_request_details');
    expect(change).to.deep.include({ target: request!.id });
    expect(answerOf(await talk.decide('approve', change))).to.match(/is changed/);
    expect((await requestsOf(person))[0]!.budgetMax).to.equal(10_000);
    const cancelling = draftIn(await talk.say('cancel my request'), 'cancel_request');
    expect((await requestsOf(person))[0]!.status).not.to.equal('cancelled');
    expect(answerOf(await talk.decide('approve', cancelling))).to.match(/is cancelled/);
    expect((await requestsOf(person))[0]!.status).to.equal('cancelled');
  });
});

const approval = ({ id, revision }: { id: string; revision: number }): object => ({
  action: { type: 'approve', draftId: id, revision },
});
