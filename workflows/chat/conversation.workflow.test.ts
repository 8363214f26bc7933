import { ApplicationFailure } from '@temporalio/common';
import { expect } from 'chai';
import { Account } from '#db/entities/account.entity.ts';
import { ChatMessage } from '#db/entities/chat-message.entity.ts';
import { ChatTurn } from '#db/entities/chat-turn.entity.ts';
import { HOUR_MS } from '#domain/local-date.ts';
import { useApi } from '#test/support/api.ts';
import { useLives } from '#test/support/lives.ts';
import { peopleOf } from '#test/support/people.ts';
import { createScriptedGateway, lastWords } from '#test/support/scripted-gateway.ts';
import { answerOf, talkOf } from '#test/support/talk.ts';
import { until } from '#test/support/until.ts';
import { conversationWorkflowId } from './messages.ts';

const model = createScriptedGateway();

describe('conversationWorkflow', function () {
  this.timeout(180_000);
  const lives = useLives({}, model);
  const fixture = useApi({ orm: () => lives.orm, commands: () => lives.commands });
  const api = () => fixture.api;
  beforeEach(() => model.answer(({ request }) => `You said: ${lastWords(request)}`));

  const handle = (conversationId = '') => lives.handle(conversationWorkflowId(conversationId));
  const statusOf = async (id: string) => (await lives.orm.em.fork().findOneOrFail(ChatTurn, id)).status;
  const begun = (turnId: string) => until('the turn to begin', async () => (await statusOf(turnId)) === 'running');
  const talker = async () => talkOf(api, await peopleOf(fixture).consumer());

  /** Looks until the run is over: waiting for its result would turn the clock forward. */
  const ended = (conversationId = '') =>
    until('the run to end', async () => (await handle(conversationId).describe()).status.name !== 'RUNNING');

  async function isToldToStop(conversationId?: string): Promise<boolean> {
    const { events } = await handle(conversationId).fetchHistory();
    return (events ?? []).some((event) => event.activityTaskCancelRequestedEventAttributes);
  }

  it('answers, falls silent after a while, and begins anew with the next message', async () => {
    const talk = await talker();
    expect(answerOf(await talk.say('one'))).to.equal('You said: one');
    const first = (await handle(talk.id()).describe()).runId;
    await lives.pass(HOUR_MS);
    await ended(talk.id());
    await lives.replays(conversationWorkflowId(talk.id()!), 'chat-answered');
    expect(answerOf(await talk.say('two'))).to.equal('You said: two');
    expect((await handle(talk.id()).describe()).runId).not.to.equal(first);
  });

  it('works off its turns in their order, one after the other, however fast they come', async () => {
    const talk = await talker();
    const order: string[] = [];
    let atOnce = 0;
    model.answer(async ({ request }) => {
      atOnce += 1;
      expect(atOnce).to.equal(1);
      order.push(lastWords(request));
      await new Promise((resolve) => setImmediate(resolve));
      atOnce -= 1;
      return `after ${lastWords(request)}`;
    });
    const words = Array.from({ length: 12 }, (_, index) => `word ${index}`);
    const tasks = [await talk.post({ message: words[0] })];
    for (const message of words.slice(1)) tasks.push(await talk.post({ message }));
    for (const [index, task] of tasks.entries()) {
      expect(answerOf(await talk.finished(task))).to.equal(`after ${words[index]}`);
    }
    expect(order).to.deep.equal(words);
    await lives.replays(conversationWorkflowId(talk.id()!), 'chat-many-turns');
  });

  it('lets another conversation go on while a model is silent', async () => {
    const [silent, other] = [await talker(), await talker()];
    let wake = (): void => {};
    model.answer(async ({ request }) => {
      if (lastWords(request) === 'wait') await new Promise<void>((resolve) => (wake = resolve));
      return 'done';
    });
    const waiting = await silent.post({ message: 'wait' });
    await begun(waiting);
    expect(answerOf(await other.say('hurry'))).to.equal('done');
    expect(await statusOf(waiting)).to.equal('running');
    wake();
    expect(answerOf(await silent.finished(waiting))).to.equal('done');
  });

  it('drops the answer of a cancelled turn and goes on with the next', async () => {
    let answerLate = (): void => {};
    model.answer(async ({ request }) => {
      if (lastWords(request) !== 'long') return 'short';
      await new Promise<void>((resolve) => (answerLate = resolve));
      return 'too late';
    });
    const person = await peopleOf(fixture).consumer();
    const own = talkOf(api, person);
    const long = await own.post({ message: 'long' });
    await begun(long);
    const waiting = await own.post({ message: 'not any more' });
    for (const task of [waiting, long]) {
      const answer = await api().post(`/v1/chat/tasks/${task}/cancel`, { as: person });
      expect(answer.status).to.equal(202);
    }
    expect(await own.finished(long)).to.deep.include({ status: 'failed', failure: 'cancelled', answer: null });
    expect(await own.finished(waiting)).to.deep.include({ status: 'failed', failure: 'cancelled' });
    // an activity that ends while its cancelling is on the way to it is lost on the server whose clock can be turned
    await until('the model to be told', () => isToldToStop(own.id()));
    answerLate();
    expect(answerOf(await own.say('next'))).to.equal('short');
    expect(await lives.orm.em.fork().count(ChatMessage, { turn: long, author: 'assistant' })).to.equal(0);
    expect(await api().post(`/v1/chat/tasks/${long}/cancel`, { as: person })).to.be.problem(409, 'invalid_transition');
    await lives.replays(conversationWorkflowId(own.id()!), 'chat-cancelled');
    await lives.pass(HOUR_MS);
    await ended(own.id());
    await lives.replays(conversationWorkflowId(own.id()!), 'chat-silent-after-cancelling');
  });

  it('does not begin a turn of a suspended account, and asks its models nothing', async () => {
    const { promise: woken, resolve: wake } = Promise.withResolvers<void>();
    model.answer(() => woken.then(() => 'done')); // every attempt: a busy machine makes a second one
    const { accountId, ...as } = await peopleOf(fixture).consumer();
    const talk = talkOf(api, as);
    const running = await talk.post({ message: 'one' });
    await begun(running);
    const waiting = await talk.post({ message: 'two' });
    await lives.orm.em.fork().nativeUpdate(Account, { id: accountId }, { status: 'suspended' });
    wake();
    await until('the end of the turn that waits', async () => (await statusOf(waiting)) === 'failed');
    expect(await lives.orm.em.fork().findOneOrFail(ChatTurn, waiting)).to.deep.include({
      failure: 'suspended',
      startedAt: null,
    });
    expect(model.heard.filter(({ call }) => call.turnId === waiting)).to.deep.equal([]);
    await lives.replays(conversationWorkflowId(talk.id()!), 'chat-suspended');
  });

  it('stops a model that asks for tools for ever: eight calls, then it has to answer', async () => {
    const talk = await talker();
    const seen = model.heard.length;
    model.answer(({ request }) =>
      request.tools.length === 0 ? 'at last' : [1, 2, 3].map(() => ({ name: 'get_offers', input: {} })),
    );
    const task = await talk.say('loop');
    expect(answerOf(task)).to.equal('at last');
    const calls = model.heard.slice(seen);
    expect(calls.length).to.equal(4); // three, three and two of three calls are made; then it has no tools
    const shown = calls.at(-1)!.request.messages.filter(({ role }) => role === 'tool');
    expect(shown).to.have.length(9);
    expect(JSON.stringify(shown.at(-1))).to.include('not_made');
    await lives.replays(conversationWorkflowId(talk.id()!), 'chat-too-many-calls');
  });

  it('stops a model that thinks for ever: five steps, then it has to answer', async () => {
    const talk = await talker();
    const seen = model.heard.length;
    model.answer(({ request }) => (request.tools.length === 0 ? '' : [{ name: 'no_such_tool', input: { a: 1 } }]));
    const task = await talk.say('loop');
    expect(answerOf(task)).to.match(/no answer/);
    expect(model.heard.length - seen).to.equal(6);
    await lives.replays(conversationWorkflowId(talk.id()!), 'chat-too-many-steps');
  });

  it('fails a turn whose model fails for good, and answers the next', async () => {
    const talk = await talker();
    for (const [type, failure] of [
      ['budget_exhausted', 'budget_exhausted'],
      ['llm_rejected', 'model_failed'],
    ] as const) {
      model.answer(() => Promise.reject(ApplicationFailure.nonRetryable('no', type)));
      expect(await talk.say('try')).to.deep.include({ status: 'failed', failure, answer: null });
    }
    model.answer(() => 'fine');
    expect(answerOf(await talk.say('again'))).to.equal('fine');
    await lives.replays(conversationWorkflowId(talk.id()!), 'chat-failed');
  });

  it('waits for what is down below it, and answers once when that is back', async () => {
    const talk = await talker();
    let failures = 12;
    model.answer(() => {
      failures -= 1;
      return failures >= 0 ? Promise.reject(new Error('Postgres is away')) : 'here again';
    });
    const task = await talk.post({ message: 'are you there?' });
    await until('the answer', async () => {
      await lives.pass(30_000);
      return (await statusOf(task)) === 'succeeded';
    });
    expect(answerOf(await talk.finished(task))).to.equal('here again');
    expect(failures).to.equal(-1);
    await lives.replays(conversationWorkflowId(talk.id()!));
  });

  it('goes on as a new run before its history is long, and loses and doubles nothing', async () => {
    const talk = await talker();
    const words = Array.from({ length: 150 }, (_, index) => `message ${index}`);
    const tasks = [await talk.post({ message: words[0] })];
    const first = await until('the run', () =>
      handle(talk.id())
        .describe()
        .then(
          ({ runId }) => runId,
          () => undefined,
        ),
    );
    for (const message of words.slice(1)) tasks.push(await talk.post({ message }));
    await talk.finished(tasks.at(-1)!);
    const messages = await lives.orm.em.fork().findAll(ChatMessage, {
      where: { conversation: talk.id()! },
      orderBy: { seq: 1 },
    });
    expect(messages.map(({ seq }) => seq)).to.deep.equal(Array.from({ length: 300 }, (_, index) => index + 1));
    const answers = messages.filter(({ author }) => author === 'assistant').map(({ text }) => text);
    expect(answers).to.deep.equal(words.map((word) => `You said: ${word}`));
    expect((await handle(talk.id()).describe()).runId).not.to.equal(first);
    const old = lives.handle(conversationWorkflowId(talk.id()!), first);
    const { events = [] } = await old.fetchHistory();
    expect(events!.length).to.be.below(2_000);
    expect(events!.at(-1)?.workflowExecutionContinuedAsNewEventAttributes).not.to.equal(undefined);
    await lives.replays(conversationWorkflowId(talk.id()!), undefined, first);
  });

  it('keeps what is said out of its history', async () => {
    const talk = await talker();
    model.answer(({ request, call }) =>
      call.step === 1
        ? [{ name: 'canary-tool', input: { canary: 'canary-input' } }]
        : `canary-answer ${lastWords(request)}`,
    );
    await talk.say('canary-question');
    const { events } = await handle(talk.id()).fetchHistory();
    const text = textsIn(events).join('\n');
    expect(text).to.include(talk.id());
    expect(text).not.to.include('canary');
  });
});

/** Every text in a history, payloads decoded. */
function textsIn(value: unknown): string[] {
  if (typeof value === 'string') return [value];
  if (value instanceof Uint8Array) return [Buffer.from(value).toString('utf8')];
  if (typeof value !== 'object' || value === null) return [];
  return Object.values(value).flatMap((each) => textsIn(each));
}
