import { randomUUID } from 'node:crypto';
import { expect } from 'chai';
import { Problem } from '#api/http/problem.ts';
import { IdempotencyKey } from '#db/entities/idempotency-key.entity.ts';
import { insertAccount } from '#test/support/factories.ts';
import { useOrm } from '#test/support/use-orm.ts';
import { createIdempotencyStore, type IdempotencyStore, type NamedCall, type Ticket } from './store.ts';

const ANSWER = { status: 201, headers: { Location: '/v1/things/1' }, body: '{"a":"ü\\u0000"}' };
const HOUR_MS = 3_600_000;

describe('createIdempotencyStore', () => {
  const db = useOrm();
  const storeOf = (): IdempotencyStore => createIdempotencyStore({ orm: db.orm, ttlMs: HOUR_MS, leaseMs: 60_000 });
  const newCall = async (): Promise<NamedCall> => ({
    accountId: await insertAccount(db.em()),
    operationId: 'makeThing',
    key: randomUUID(),
    fingerprint: 'a'.repeat(64),
  });
  async function granted(call: NamedCall): Promise<Ticket> {
    const standing = await storeOf().claim(call);
    if (standing.kind !== 'granted') throw new Error(`the call is ${standing.kind}`);
    return standing.ticket;
  }
  /** As if the time had come. */
  const over = async ({ commandId }: Ticket, column: 'locked_until' | 'expires_at'): Promise<void> => {
    await db
      .em()
      .execute(`update idempotency_keys set ${column} = now() - interval '1 ms' where command_id = ?`, [commandId]);
  };
  const rowOf = ({ key }: NamedCall): Promise<IdempotencyKey> => db.em().findOneOrFail(IdempotencyKey, { key });

  it('grants a call to one of many who come at once; the others hear that it is under way', async () => {
    const call = await newCall();
    const standings = await Promise.all(Array.from({ length: 40 }, () => storeOf().claim(call)));
    expect(standings.filter(({ kind }) => kind === 'granted')).to.have.lengthOf(1);
    expect(standings.filter(({ kind }) => kind === 'in_flight')).to.have.lengthOf(39);
  });

  it('gives the kept answer to whoever comes later, character by character, and the command that it is of', async () => {
    const call = await newCall();
    const ticket = await granted(call);
    const { commandId } = ticket;
    expect(await storeOf().keep(call, ticket, ANSWER)).to.deep.equal({ kind: 'answered', commandId, answer: ANSWER });
    expect(await storeOf().claim(call)).to.deep.equal({ kind: 'answered', commandId, answer: ANSWER });
    const without = { status: 204, headers: {}, body: undefined };
    const other = await newCall();
    await storeOf().keep(other, await granted(other), without);
    expect(await storeOf().claim(other)).to.deep.include({ kind: 'answered', answer: without });
  });

  it('tells another call under the same key from a repeated one: under way, answered or given back', async () => {
    const call = await newCall();
    const other = { ...call, fingerprint: 'b'.repeat(64) };
    const ticket = await granted(call);
    expect(await storeOf().claim(other)).to.deep.equal({ kind: 'other_call' });
    await storeOf().release(ticket);
    expect(await storeOf().claim(other)).to.deep.equal({ kind: 'other_call' });
    await storeOf().keep(call, await granted(call), ANSWER);
    expect(await storeOf().claim(other)).to.deep.equal({ kind: 'other_call' });
    expect((await rowOf(call)).fingerprint).to.equal(call.fingerprint);
  });

  it('keeps calls of other accounts and operations apart', async () => {
    const call = await newCall();
    const tickets = [
      await granted(call),
      await granted({ ...call, operationId: 'breakThing' }),
      await granted({ ...call, accountId: (await newCall()).accountId }),
    ];
    expect(new Set(tickets.map(({ commandId }) => commandId)).size).to.equal(3);
  });

  it('lets the next attempt have a call that was given back, at once and with the same command', async () => {
    const call = await newCall();
    const first = await granted(call);
    await storeOf().release(first);
    const second = await granted(call);
    expect(second.commandId).to.equal(first.commandId);
    expect(second.holder).not.to.equal(first.holder);
  });

  it('lets exactly one of two take over from an attempt that died, with the same command', async () => {
    const call = await newCall();
    const dead = await granted(call);
    await over(dead, 'locked_until');
    const standings = await Promise.all([storeOf().claim(call), storeOf().claim(call)]);
    expect(standings.map(({ kind }) => kind)).to.have.members(['granted', 'in_flight']);
    const [taken] = standings.flatMap((each) => (each.kind === 'granted' ? [each.ticket] : []));
    expect(taken?.commandId).to.equal(dead.commandId);
  });

  it('does not listen to an attempt that has lost its call', async () => {
    const call = await newCall();
    const slow = await granted(call);
    await over(slow, 'locked_until');
    const next = await granted(call);
    const refusal = { ...ANSWER, status: 409 };
    expect(await storeOf().keep(call, slow, refusal)).to.deep.equal({ kind: 'in_flight' });
    await storeOf().release(slow);
    expect((await storeOf().claim(call)).kind).to.equal('in_flight');
    await storeOf().keep(call, next, ANSWER);
    const { commandId } = next;
    expect(await storeOf().keep(call, slow, refusal)).to.deep.equal({ kind: 'answered', commandId, answer: ANSWER });
  });

  it('begins anew with another command when the time of a key is over, but not while an attempt is alive', async () => {
    const call = await newCall();
    const first = await granted(call);
    await over(first, 'expires_at');
    expect(await storeOf().claim(call)).to.deep.equal({ kind: 'in_flight' });
    await storeOf().keep(call, first, ANSWER);
    const second = await granted({ ...call, fingerprint: 'c'.repeat(64) });
    expect(second.commandId).not.to.equal(first.commandId);
    const { answerStatus, answerBody, expiresAt } = await rowOf(call);
    expect([answerStatus, answerBody]).to.deep.equal([null, null]);
    expect(expiresAt.getTime()).to.be.greaterThan(Date.now() + HOUR_MS / 2);
  });

  it('keeps a call for its time from the first attempt on', async () => {
    const call = await newCall();
    await storeOf().release(await granted(call));
    const { expiresAt: before } = await rowOf(call);
    await storeOf().keep(call, await granted(call), ANSWER);
    const { expiresAt, createdAt } = await rowOf(call);
    expect(expiresAt).to.deep.equal(before);
    expect(expiresAt.getTime() - createdAt.getTime()).to.equal(HOUR_MS);
  });

  it('forgets everything of an account that is deleted, and does not know it afterwards', async () => {
    const call = await newCall();
    await storeOf().keep(call, await granted(call), ANSWER);
    await db.em().execute('delete from accounts where id = ?', [call.accountId]);
    expect(await db.em().count(IdempotencyKey, { key: call.key })).to.equal(0);
    const refused = await storeOf()
      .claim(call)
      .catch((error: unknown) => error);
    expect(refused).to.be.instanceOf(Problem).with.property('code', 'unauthenticated');
  });
});
