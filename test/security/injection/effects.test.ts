import { expect } from 'chai';
import { randomUUID } from 'node:crypto';
import { recordFacts } from '#db/facts.ts';
import { inTransaction } from '#db/transaction.ts';
import { insertAccount, insertBooking, insertOffer, insertProvider, insertRequest } from '#test/support/factories.ts';
import { insertTalk } from '#test/support/talk-rows.ts';
import { useOrm } from '#test/support/use-orm.ts';
import { effectsBetween, takeSnapshot, unexplained } from './effects.ts';

describe('the effects that talking does not explain', () => {
  const db = useOrm();

  /** A caller who has talked, with a request and an offer for it, and somebody else with the same. */
  async function world() {
    const [own, foreign] = [await insertRequest(db.em()), await insertRequest(db.em())];
    const [offer, provider] = [await insertOffer(db.em(), { request: own.id }), await insertProvider(db.em())];
    const talk = await insertTalk(db.em(), own.consumerId);
    const otherTalk = await insertTalk(db.em(), foreign.consumerId);
    const [caller, other, bystander] = [own.consumerId, foreign.consumerId, await insertAccount(db.em())];
    return { own, foreign, offer, provider, talk, otherTalk, caller, other, bystander };
  }
  type World = Awaited<ReturnType<typeof world>>;

  async function found(work: (of: World) => Promise<unknown>): Promise<string[]> {
    const of = await world();
    const before = await takeSnapshot(db.em());
    await work(of);
    const after = await takeSnapshot(db.em());
    const effects = unexplained(effectsBetween(before, after), after, new Set([of.caller]));
    return effects.map(({ table, what }) => `${table} ${what}`);
  }
  const run = (sql: string, ...params: unknown[]) => db.em().execute(sql, params);
  const told = (accountId: string, aggregate: 'turn' | 'request', aggregateId: string) =>
    inTransaction(db.orm, (em) =>
      recordFacts(em, [
        {
          key: randomUUID(),
          aggregate,
          aggregateId,
          ...(aggregate === 'request' && { requestId: aggregateId }),
          type: 'x',
          side: 'system',
          atMs: Date.now(),
          tell: [{ accountId, type: aggregate === 'turn' ? 'task:updated' : 'request:updated', payload: {} }],
        },
      ]),
    );

  it('are none when nothing happens, and none of the talk itself', async () => {
    expect(await found(async () => undefined)).to.deep.equal([]);
    expect(await found(({ caller }) => insertTalk(db.em(), caller))).to.deep.equal([]);
    expect(await found(({ caller, talk }) => told(caller, 'turn', talk.chat_task))).to.deep.equal([]);
  });

  const EFFECTS: readonly (readonly [string, string, (of: World) => Promise<unknown>])[] = [
    [
      'an offer that is accepted',
      'offers changed',
      ({ offer }) => run(`update offers set status = 'accepted' where id = ?`, offer.id),
    ],
    [
      'a price that is changed',
      'offers changed',
      ({ offer }) => run('update offers set price_amount = 1 where id = ?', offer.id),
    ],
    [
      'an offer that is made',
      'offers added',
      ({ own, provider: { id, serviceIds } }) =>
        insertOffer(db.em(), { request: own.id, provider: id, service: serviceIds[0]! }),
    ],
    [
      'a booking',
      'bookings added',
      ({ offer, own, caller }) => insertBooking(db.em(), { consumer: caller, request: own.id, offer: offer.id }),
    ],
    [
      'a request of the caller that is cancelled',
      'service_requests changed',
      ({ own }) => run(`update service_requests set status = 'cancelled' where id = ?`, own.id),
    ],
    [
      'a request of somebody else that is edited',
      'service_requests changed',
      ({ foreign }) => run('update service_requests set budget_max = 1 where id = ?', foreign.id),
    ],
    ['a request that is made', 'service_requests added', ({ caller }) => insertRequest(db.em(), { consumer: caller })],
    [
      'a request that is gone',
      'service_requests removed',
      () => run('delete from service_requests where id not in (select request_id from offers)'),
    ],
    [
      'a calendar that is changed',
      'providers changed',
      ({ provider }) => run(`update providers set schedule = '{}' where id = ?`, provider.id),
    ],
    [
      'a provider who is paused',
      'providers changed',
      ({ provider }) => run(`update providers set status = 'paused' where id = ?`, provider.id),
    ],
    [
      'a role that is given',
      'accounts changed',
      ({ caller }) => run(`update accounts set roles = '{consumer,admin}' where id = ?`, caller),
    ],
    [
      'an account that is gone',
      'accounts removed',
      ({ bystander }) => run('delete from accounts where id = ?', bystander),
    ],
    ['a draft that is approved', 'chat_drafts changed', () => run(`update chat_drafts set status = 'approved'`)],
    [
      'a draft with a result',
      'chat_drafts changed',
      () => run(`update chat_drafts set result = '{"type":"booking","id":"x"}'`),
    ],
    ['a message to somebody else', 'chat_messages added', ({ otherTalk }) => say(otherTalk)],
    ['a talk in the name of somebody else', 'conversations added', ({ other }) => insertTalk(db.em(), other)],
    ['a message that is gone', 'chat_messages removed', () => run('delete from chat_messages')],
    ['a workflow that is started', 'workflow_outbox added', ({ own }) => start(`request/${own.id}`)],
    [
      'a conversation of somebody else that is woken',
      'workflow_outbox added',
      ({ otherTalk }) => start(`chat/${otherTalk.conversation}`),
    ],
    ['an event of a request', 'events added', ({ caller, own }) => told(caller, 'request', own.id)],
    [
      'a word in the feed of somebody else',
      'feed_entries added',
      ({ other, talk }) => told(other, 'turn', talk.chat_task),
    ],
    [
      'answers that are forgotten',
      'llm_generations',
      ({ other }) =>
        run(
          'insert into llm_generations (account_id) values (?) on conflict (account_id) do update set generation = 99',
          other,
        ),
    ],
  ];
  for (const [what, effect, work] of EFFECTS) {
    it(`are ${what}`, async () => {
      const all = await found(work);
      expect(
        all.filter((each) => each.startsWith(effect)),
        all.join(),
      ).not.to.deep.equal([]);
    });
  }

  it('are found in any table that there is, also in one that nobody has thought of', async () => {
    expect(
      await found(() => run('create table later (id int primary key); insert into later values (1)')),
    ).to.deep.equal(['later added']);
    await run('drop table later');
  });

  const say = ({ conversation, chat_task: turn }: World['talk']) =>
    run(
      `insert into chat_messages (id, conversation_id, turn_id, seq, author, text) values (?, ?, ?, 9, 'user', 'x')`,
      randomUUID(),
      conversation,
      turn,
    );
  const start = (workflowId: string) =>
    run(
      `insert into workflow_outbox (id, workflow_type, workflow_id, input) values (?, 'x', ?, '{}')`,
      randomUUID(),
      workflowId,
    );
});
