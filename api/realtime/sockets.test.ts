import { randomUUID } from 'node:crypto';
import { expect } from 'chai';
import { Account } from '#db/entities/account.entity.ts';
import { ask, connected, entriesOf, resume, useLive } from '#test/support/live.ts';
import { uploadAs } from '#test/support/images.ts';
import { until } from '#test/support/until.ts';

/** Five seconds are promised; the rest is for a machine that is busy with other tests. */
const SOON_MS = 10_000;

describe('a socket', () => {
  const live = useLive({ settings: { PROXIE_CORS_ORIGINS: 'https://app.example.com' } });

  it('is pushed what lies behind its number and then each entry at its commit, in order and once', async () => {
    const ann = await live.person();
    const bob = await live.person();
    await live.commit(ann, ann, bob);
    const socket = await live.connect(ann);
    const entries = entriesOf(socket);
    await resume(socket, { after: 1 });
    await live.commit(ann, bob, ann);
    await until('four entries', () => entries.length >= 3);
    await live.commit(ann);
    await until('the last', () => entries.length >= 4);
    expect(entries.map(({ seq }) => seq)).to.deep.equal([2, 3, 4, 5]);
    const { body } = await live.api.get('/v1/events?after=1', { as: ann });
    expect(entries, 'the same as the list has them').to.deep.equal(body.items);
  });

  it('begins with what comes from now on when it names no number', async () => {
    const ann = await live.person();
    await live.commit(ann, ann);
    const socket = await live.connect(ann);
    const entries = entriesOf(socket);
    expect(await ask(socket, 'feed:resume', {})).to.deep.equal({ ok: true, after: 2 });
    await live.commit(ann);
    await until('an entry', () => entries.length > 0);
    expect(entries.map(({ seq }) => seq)).to.deep.equal([3]);
  });

  it('takes a message as POST /v1/chat does, once under its key, and notes it', async () => {
    const ann = await live.person();
    const socket = await live.connect(ann);
    const key = randomUUID();
    const message = { role: 'consumer', message: 'I need a haircut' };
    const answers = await Promise.all(
      [1, 2, 3].map(() => ask<{ taskId: string }>(socket, 'chat:message', { key, message })),
    );
    const [first] = answers;
    if (!first?.ok) throw new Error(JSON.stringify(first));
    expect(answers).to.deep.equal([first, first, first]);
    const task = await live.api.get(`/v1/chat/tasks/${first.taskId}`, { as: ann });
    expect(task.status).to.equal(200);
    const noted: object[] = await live.orm.em
      .fork()
      .execute('select operation_id, status from audit_entries where actor_id = ?', [ann.accountId]);
    expect(noted).to.deep.equal([{ operation_id: 'sendMessage', status: 202 }]);
    const said = () =>
      live.orm.em.fork().execute('select id from chat_turns where account_id = ?', [ann.accountId]) as Promise<
        object[]
      >;
    const reused = await ask(socket, 'chat:message', { key, message: { ...message, message: 'I need a plumber' } });
    expect(reused).to.deep.include({ ok: false }).and.have.nested.property('problem.code', 'idempotency_key_reused');
    expect(await said()).to.deep.equal([{ id: first.taskId }]);
    const other = await ask(socket, 'chat:message', { key: randomUUID(), message: { role: 'provider', message: 'x' } });
    expect(other).to.deep.include({ ok: false }).and.have.nested.property('problem.code', 'forbidden');
  });

  it('takes the images of a message as POST /v1/chat does, and none of somebody else', async () => {
    const [ann, bob] = [await live.person(), await live.person()];
    const socket = await live.connect(ann);
    const [own, theirs] = [await uploadAs(live.api, ann), await uploadAs(live.api, bob)];
    const say = (media: readonly string[]) =>
      ask<{ conversationId: string }>(socket, 'chat:message', {
        key: randomUUID(),
        message: { role: 'consumer', message: 'look', media },
      });
    expect(await say([own, theirs])).to.have.nested.property('problem.errors[0].path', '/media/1');
    const said = await say([own]);
    if (!said.ok) throw new Error(JSON.stringify(said));
    const path = `/v1/chat/conversations/${said.conversationId}/messages`;
    const { body } = await live.api.get(path, { as: ann });
    expect(body.items.map(({ media }: { media: string[] }) => media)).to.deep.equal([[own]]);
    const { body: all } = await live.api.get('/v1/chat/conversations', { as: ann });
    expect(all.items).to.have.length(1);
  });

  it("shows on the other sockets of the same account that somebody writes, and on nobody else's", async () => {
    const ann = await live.person();
    const [one, two, foreign] = [
      await live.connect(ann),
      await live.connect(ann),
      await live.connect(await live.person()),
    ];
    const heard: string[] = [];
    one.on('chat:typing', () => heard.push('one'));
    two.on('chat:typing', () => heard.push('two'));
    foreign.on('chat:typing', () => heard.push('foreign'));
    const typing = { conversationId: randomUUID(), isTyping: true };
    expect(await ask(one, 'chat:typing', typing)).to.deep.equal({ ok: true });
    expect(await ask(foreign, 'chat:typing', typing)).to.deep.equal({ ok: true }); // a later word to everybody, as a fence
    await until('the other device', () => heard.length > 0);
    expect(heard).to.deep.equal(['two']);
  });

  it('refuses whatever is not in the contract, says why, and does nothing', async () => {
    const ann = await live.person();
    const socket = await live.connect(ann);
    const refusals: [code: string, name: string, ...args: unknown[]][] = [
      ['not_found', 'join', 'user:somebody'],
      ['not_found', 'chat:response', {}],
      ['not_found', 'constructor', {}],
      ['not_found', '__proto__', {}],
      ['validation_failed', 'feed:resume'],
      ['validation_failed', 'feed:resume', {}, {}],
      ['validation_failed', 'feed:resume', null],
      ['validation_failed', 'feed:resume', { after: -1 }],
      ['validation_failed', 'feed:resume', { after: '1' }],
      ['validation_failed', 'feed:resume', { after: 1.5 }],
      ['validation_failed', 'feed:resume', { after: 0, accountId: randomUUID() }],
      ['validation_failed', 'feed:resume', Buffer.from('{}')],
      ['validation_failed', 'chat:typing', { conversationId: 'x', isTyping: true }],
      ['validation_failed', 'chat:message', { message: { role: 'consumer', message: 'x' } }],
      ['validation_failed', 'chat:message', { key: randomUUID(), message: { role: 'consumer', message: '\0' } }],
      ['validation_failed', 'chat:message', { key: randomUUID(), message: { role: 'admin', message: 'x' } }],
    ];
    for (const [code, name, ...args] of refusals) {
      const answer = await ask(socket, name, ...args);
      expect(answer.ok, JSON.stringify([name, args])).to.equal(false);
      expect(answer, JSON.stringify([name, args])).to.have.nested.property('problem.code', code);
    }
    expect(socket.connected).to.equal(true);
    const rows = await live.orm.em
      .fork()
      .execute<object[]>('select from chat_turns where account_id = ?', [ann.accountId]);
    expect(rows).to.deep.equal([]);
  });

  it('hears nothing of other people, whatever room it asks for', async () => {
    const [ann, bob] = [await live.person(), await live.person()];
    const room = `user:${bob.accountId}`;
    const socket = live.socket({ token: ann.token, rooms: [room], room, accountId: bob.accountId, sub: bob.accountId });
    await connected(socket);
    const heard: string[] = [];
    socket.onAny((name: string) => heard.push(name));
    for (const name of ['join', 'subscribe', 'room:join', 'joinRoom', 'enter']) await ask(socket, name, room);
    await resume(socket);
    const bobs = await live.connect(bob);
    const entries = entriesOf(bobs);
    await resume(bobs);
    await live.commit(bob);
    await until('the entry of whom it concerns', () => entries.length === 1);
    await live.commit(ann);
    await until('an own entry', () => heard.length > 0);
    expect(heard).to.deep.equal(['request:updated']);
  });

  it('cannot be opened in another namespace, or by a page of an origin that may not call', async () => {
    const ann = await live.person();
    const elsewhere = live.socket(ann, `${live.url}/admin`);
    expect((await connected(elsewhere).catch((error: Error) => error))?.message).to.equal('Invalid namespace');
    for (const origin of ['https://evil.example', 'null', 'https://app.example.com.evil.example']) {
      const foreign = live.socket(ann, live.url, { extraHeaders: { origin }, reconnection: false });
      expect(await connected(foreign).catch((error: Error) => error), origin).to.be.instanceOf(Error);
    }
    const own = live.socket(ann, live.url, { extraHeaders: { origin: 'https://app.example.com' } });
    await connected(own);
  });

  it('is told that it has ended, and stays away, within five seconds of its token and of a suspension', async () => {
    const short = await live.person({}, 1_000); // and the tolerance for clocks
    const suspended = await live.person();
    const reasons: Record<string, unknown> = {};
    for (const [name, person] of Object.entries({ short, suspended })) {
      const socket = await live.connect(person);
      await resume(socket);
      socket.on('session:ended', (ended: unknown) => (reasons[name] = ended));
      socket.on('disconnect', (reason) => (reasons[`${name} left`] = reason));
    }
    await live.orm.em.fork().nativeUpdate(Account, { id: suspended.accountId }, { status: 'suspended' });
    await until('the suspended one to be sent away', () => reasons['suspended left'], SOON_MS);
    await until('the expired one to be sent away', () => reasons['short left']);
    expect(reasons).to.deep.equal({
      short: { reason: 'expired' },
      suspended: { reason: 'suspended' },
      'short left': 'io server disconnect',
      'suspended left': 'io server disconnect',
    });
  });
});
