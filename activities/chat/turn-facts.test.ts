import { randomUUID } from 'node:crypto';
import { expect } from 'chai';
import { Account } from '#db/entities/account.entity.ts';
import { ChatMessage } from '#db/entities/chat-message.entity.ts';
import { ChatStep } from '#db/entities/chat-step.entity.ts';
import { ChatTurn } from '#db/entities/chat-turn.entity.ts';
import { Conversation } from '#db/entities/conversation.entity.ts';
import { Event } from '#db/entities/event.entity.ts';
import { FeedEntry } from '#db/entities/feed-entry.entity.ts';
import { insertAccount } from '#test/support/factories.ts';
import { useOrm } from '#test/support/use-orm.ts';
import { createChatFacts, type ChatFacts } from './chat.activities.ts';

describe('the facts of a conversation', () => {
  const db = useOrm();
  let facts: ChatFacts;
  before(() => {
    facts = createChatFacts({ orm: db.orm, commandsPerRun: 500 });
  });

  async function talk(turns = 1) {
    const [account, conversationId] = [await insertAccount(db.em()), randomUUID()];
    await db.em().insert(Conversation, { id: conversationId, account, role: 'consumer', lastTurn: turns });
    const ids = Array.from({ length: turns }, () => randomUUID());
    for (const [index, id] of ids.entries()) {
      await db.em().insert(ChatTurn, { id, conversation: conversationId, account, seq: index + 1 });
    }
    return { account, conversationId, ids, next: () => facts.nextTurn({ conversationId, atMs: Date.now() }) };
  }
  const finish = (turnId: string, end: { failure?: 'cancelled' | 'suspended' } = {}) =>
    facts.finishTurn({ turnId, atMs: Date.now(), ...end });
  const told = async (account: string) =>
    (await db.em().findAll(FeedEntry, { where: { account }, orderBy: { seq: 1 } })).map(
      ({ type, payload }) => `${type} ${String(payload.status)}`,
    );

  it('begin the first turn that is not over, the same one as long as it is not', async () => {
    const { ids, next, account } = await talk(2);
    for (const _ of [1, 2]) {
      expect(await next()).to.deep.equal({
        turnId: ids[0],
        kind: 'message',
        isCancelled: false,
        commandsPerRun: 500,
      });
    }
    expect(await db.em().count(Event, { aggregateId: ids[0]! })).to.equal(1);
    await finish(ids[0]!);
    expect((await next())?.turnId).to.equal(ids[1]);
    await finish(ids[1]!);
    expect(await next()).to.equal(null);
    expect(await told(account)).to.deep.equal([
      'task:updated running',
      'chat:response succeeded',
      'task:updated succeeded',
      'task:updated running',
      'chat:response succeeded',
      'task:updated succeeded',
    ]);
  });

  it('write one answer and one end, however often and however many at once they are asked', async () => {
    const { ids, next, conversationId } = await talk();
    const [turn = ''] = ids;
    await next();
    await db
      .em()
      .insert(ChatStep, { turn, step: 1, text: 'thinking', calls: [{ id: 'c1', modelId: 'x', name: 'x', input: {} }] });
    await db.em().insert(ChatStep, { turn, step: 2, text: 'the answer', isOffline: true });
    await Promise.all([finish(turn), finish(turn), finish(turn, { failure: 'cancelled' })]);
    await finish(turn);
    const row = await db.em().findOneOrFail(ChatTurn, turn);
    const messages = await db.em().findAll(ChatMessage, { where: { conversation: conversationId } });
    expect(await db.em().count(Event, { aggregateId: turn })).to.equal(2);
    if (row.status === 'succeeded') {
      expect(messages.map(({ text, seq, isOffline }) => [text, seq, isOffline])).to.deep.equal([
        ['the answer', 1, true],
      ]);
    } else expect(messages).to.deep.equal([]); // whoever came first has decided
  });

  it('cancel a turn that waits without beginning it', async () => {
    const { ids, next, account } = await talk();
    await db.em().nativeUpdate(ChatTurn, { id: ids[0]! }, { cancelRequestedAt: new Date() });
    expect(await next()).to.deep.include({ isCancelled: true });
    await finish(ids[0]!, { failure: 'cancelled' });
    expect(await db.em().findOneOrFail(ChatTurn, ids[0]!)).to.deep.include({
      status: 'failed',
      failure: 'cancelled',
      startedAt: null,
    });
    expect(await told(account)).to.deep.equal(['task:updated failed']);
  });

  it('end a turn of a suspended account without beginning it', async () => {
    const { ids, next, account } = await talk(2);
    await db.em().nativeUpdate(Account, { id: account }, { status: 'suspended' });
    expect(await next()).to.deep.include({ turnId: ids[0], failure: 'suspended' });
    await finish(ids[0]!, { failure: 'suspended' });
    expect(await db.em().findOneOrFail(ChatTurn, ids[0]!)).to.deep.include({
      status: 'failed',
      failure: 'suspended',
      startedAt: null,
    });
    expect(await next()).to.deep.include({ turnId: ids[1], failure: 'suspended' });
    await db.em().nativeUpdate(Account, { id: account }, { status: 'active' });
    expect(await next()).not.to.have.property('failure');
  });

  it('know nothing of a conversation that went with its account', async () => {
    const { ids, next, account } = await talk();
    await db.em().nativeDelete(Account, { id: account });
    expect(await next()).to.equal(null);
    await finish(ids[0]!);
  });
});
