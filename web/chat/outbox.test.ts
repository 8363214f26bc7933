import { expect } from 'chai';
import type { Schema } from '#web/api/client.ts';
import { OfflineError, ProblemError } from '#web/api/problem-error.ts';
import { until } from '#test/support/until.ts';
import { createOutbox, type OutboxOptions } from './outbox.ts';

type Post = OutboxOptions['post'];
const TALK = '01970e61-2b3c-7d4e-8f50-61728394a5b6';
const said = (text: string, thread = TALK, isNewThread = false) =>
  ({ thread, isNewThread, role: 'consumer', text, media: [] }) as const;
const accepted = (taskId: string, conversationId = TALK): Schema<'ChatAccepted'> => ({ taskId, conversationId });
const refused = new ProblemError({ code: 'validation_failed', status: 400, detail: 'too long' });

describe('own messages on their way to the server', () => {
  let storage: Map<string, string>;
  let calls: { key: string; body: Schema<'SendMessage'> }[];
  beforeEach(() => {
    storage = new Map();
    calls = [];
  });
  const outboxOf = (post: Post, options: Partial<OutboxOptions> = {}) =>
    createOutbox({
      post: (key, body, signal) => {
        calls.push({ key, body });
        return post(key, body, signal);
      },
      whenOnline: async () => undefined,
      onAccepted: () => undefined,
      storage: {
        getItem: (name) => storage.get(name) ?? null,
        setItem: (name, value) => void storage.set(name, value),
      },
      keptAs: 'kept',
      ...options,
    });
  const states = (outbox: ReturnType<typeof outboxOf>) => outbox.get().map(({ state }) => state);

  it('are shown at once, and until the stored message is there', async () => {
    const outbox = outboxOf(async (key) => accepted(`task of ${key}`));
    outbox.send(said('hello'));
    expect(states(outbox)).to.deep.equal(['sending']);
    await until('it to be sent', async () => states(outbox)[0] === 'sent');
    const [message] = outbox.get();
    outbox.stored(new Set(['another']));
    expect(outbox.get()).to.have.length(1);
    outbox.stored(new Set([message?.taskId ?? '']));
    expect(outbox.get()).to.deep.equal([]);
  });

  it('go one after the other, and what follows the first of a new conversation goes into that one', async () => {
    const answers = Promise.withResolvers<void>();
    const outbox = outboxOf(async (key) => {
      await answers.promise;
      return accepted(key);
    });
    outbox.send(said('first', 'new', true));
    outbox.send(said('second', 'new', true));
    expect(calls).to.have.length(1);
    answers.resolve();
    await until('both to be sent', async () => states(outbox).every((state) => state === 'sent'));
    expect(calls.map(({ body }) => [body.message, body.conversationId])).to.deep.equal([
      ['first', undefined],
      ['second', TALK],
    ]);
    expect(outbox.conversationOf('new')).to.equal(TALK);
  });

  it('wait without a connection and are sent under the same key when it is back', async () => {
    const online = Promise.withResolvers<void>();
    let isAway = true;
    const outbox = outboxOf(
      async (key) => {
        if (isAway) throw new OfflineError('away');
        return accepted(key);
      },
      { whenOnline: () => online.promise },
    );
    outbox.send(said('hello'));
    await until('the first attempt', async () => calls.length === 1);
    expect(states(outbox)).to.deep.equal(['sending']);
    isAway = false;
    online.resolve();
    await until('it to be sent', async () => states(outbox)[0] === 'sent');
    expect(new Set(calls.map(({ key }) => key)).size).to.equal(1);
  });

  it('that were refused say why, do not hold up the next, and are another message when they are tried again', async () => {
    const outbox = outboxOf(async (key, { message }) => {
      if (message === 'bad' && calls.length === 1) throw refused;
      return accepted(key);
    });
    outbox.send(said('bad'));
    outbox.send(said('good'));
    await until('the second to be sent', async () => states(outbox)[1] === 'sent');
    expect(outbox.get()[0]).to.deep.include({ state: 'failed', reason: 'Too long.' });
    outbox.retry(outbox.get()[0]?.key ?? '');
    await until('it to be sent, too', async () => states(outbox)[0] === 'sent');
    expect(calls[2]?.key).not.to.equal(calls[0]?.key);
  });

  it('keep their key when nobody knows whether they have arrived', async () => {
    const outbox = outboxOf(async (key) => {
      if (calls.length === 1) throw new ProblemError({ code: 'internal', status: 500, detail: 'broken' });
      return accepted(key);
    });
    outbox.send(said('hello'));
    await until('it to fail', async () => states(outbox)[0] === 'failed');
    outbox.retry(outbox.get()[0]?.key ?? '');
    await until('it to be sent', async () => states(outbox)[0] === 'sent');
    expect(calls[1]?.key).to.equal(calls[0]?.key);
  });

  it('outlive a reload, and are not sent once somebody else may be signed in', async () => {
    const first = outboxOf(() => new Promise(() => undefined));
    first.send(said('hello'));
    first.stop();
    const again = outboxOf(async (key) => accepted(key));
    await until('it to be sent', async () => states(again)[0] === 'sent');
    expect(calls.map(({ key }) => key)).to.deep.equal([calls[0]?.key, calls[0]?.key]);

    const late = Promise.withResolvers<Schema<'ChatAccepted'>>();
    const left = outboxOf(() => late.promise, { keptAs: 'another' });
    left.send(said('one'));
    left.send(said('two'));
    left.stop();
    late.resolve(accepted('task'));
    await late.promise;
    expect(calls.filter(({ body }) => body.message === 'two')).to.deep.equal([]);
  });
});
