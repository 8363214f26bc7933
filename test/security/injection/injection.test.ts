import { v7 as uuidv7 } from 'uuid';
import { expect } from 'chai';
import type { LlmGateway } from '#activities/llm/types.ts';
import { createToolUse } from '#activities/chat/chat.activities.ts';
import { useApi } from '#test/support/api.ts';
import { testGateway } from '#test/support/llm.ts';
import { startLlmProvider, type LlmProvider } from '#test/support/llm-provider.ts';
import { useLives } from '#test/support/lives.ts';
import { sampled } from '#test/support/seed.ts';
import { sizeOf } from '#test/support/sizes.ts';
import { draftIn, talkOf, type Task } from '#test/support/talk.ts';
import { until } from '#test/support/until.ts';
import { effectsBetween, inWords, takeSnapshot, unexplained, type Effect } from './effects.ts';
import { hasty } from './hasty.ts';
import { label, obey, type Trial } from './obedient.ts';
import { allPayloads, filled, type Payload } from './payloads.ts';
import { callerOf, createStage, roleOf, wordsFor, type Stage } from './stage.ts';
import { wrongWith } from './verdict.ts';

/** So many payloads are tried side by side, each on a stage of its own. */
const STAGES = 8;
const MODEL_KEY = 'a-key-that-nobody-may-see'; // as `testGateway` has it
/** What no tool shows anybody, so that a payload there reaches no model; it is obeyed all the same. */
const UNREAD = 'provider_bio';

describe('payloads that a model obeys', function () {
  this.timeout(300_000);
  /** With every kind, every place and every tool that is demanded among them. */
  const payloads = sampled(allPayloads(), {
    share: sizeOf('injection').percentOfPayloads / 100,
    name: 'payloads',
    groupsOf: (each) => [each.kind, each.place, ...each.demands.map(({ call }) => `${roleOf(each)} ${call}`)],
  });
  let gateway: LlmGateway;
  let model: LlmProvider;
  const lives = useLives({}, { complete: (request, call) => gateway.complete(request, call) });
  const fixture = useApi({ orm: () => lives.orm, commands: () => lives.commands });
  const stages: Stage[] = [];
  const trials = new Map<number, Trial>();
  const wrong = new Map<Payload, string[]>();
  const tasksOf = new Map<Payload, Task[]>();
  const em = () => lives.orm.em.fork();

  before(async () => {
    model = await startLlmProvider();
    model.always((received) => obey(trials, received));
    gateway = testGateway(lives.orm, model.url);
    for (let number = 1; number <= STAGES; number += 1) {
      stages.push(await createStage(lives, (accountId) => fixture.tokenOf(accountId), number));
    }
    for (let first = 0; first < payloads.length; first += STAGES) {
      await tryTogether(payloads.slice(first, first + STAGES), first);
    }
  });

  /** Tries as many payloads as there are stages at once, and holds all tables against what they were. */
  async function tryTogether(batch: readonly Payload[], first: number): Promise<void> {
    for (const [index, { place, parts }] of batch.entries()) {
      const words = wordsOn(index);
      await stages[index]!.place(
        place,
        parts.map((part) => String(filled(part, words))),
      );
    }
    const callers = new Set(batch.map((payload, index) => callerOf(stages[index]!, payload).accountId));
    const effects = await effectsOf(callers, () =>
      Promise.all(batch.map((payload, index) => tryOne(payload, index, first + index + 1))),
    );
    for (const [index, payload] of batch.entries()) {
      const own = effects.filter((effect) => isNear(effect, index));
      const nobodys = effects.filter((effect) => !stages.some((_, other) => isNear(effect, other)));
      wrong.get(payload)!.push(...[...own, ...nobodys].map(inWords));
    }
  }

  const wordsOn = (index: number) => wordsFor(stages[index]!, stages[(index + 1) % STAGES]!);

  const isNear = ({ row }: Effect, index: number): boolean => {
    const text = JSON.stringify(row);
    return Object.values(stages[index]!.ids).some((id) => text.includes(id));
  };

  /** What happens to all rows of all tables besides the talk of the callers. */
  async function effectsOf(callers: ReadonlySet<string>, work: () => Promise<unknown>): Promise<Effect[]> {
    const before = await takeSnapshot(em());
    await work();
    const isDone = `select not exists (select from workflow_outbox where done_at is null) as "isDone"`;
    await until('the outbox to be empty', async () => (await em().execute<{ isDone: boolean }[]>(isDone))[0]?.isDone);
    const after = await takeSnapshot(em());
    return unexplained(effectsBetween(before, after), after, callers);
  }

  async function tryOne(payload: Payload, index: number, number: number): Promise<void> {
    const [stage, role] = [stages[index]!, roleOf(payload)];
    const words = wordsOn(index);
    const request = { requestId: stage.ids.request };
    const look = { name: role === 'provider' ? 'get_lead_details' : 'get_offers', input: request };
    const reads = payload.place.startsWith('chat') ? undefined : look;
    const trial: Trial = { number, payload, words, reads, sent: [], isReached: false, asked: 0, said: '' };
    trials.set(number, trial);
    const talk = talkOf(() => fixture.api, callerOf(stage, payload), role);
    const said = reads ? ['How does it stand?'] : payload.parts.map((part) => String(filled(part, words)));
    const tasks: Task[] = [];
    for (const text of said) tasks.push(await talk.say(`${label(number)} ${text}`));
    tasksOf.set(payload, tasks);
    const streamed = (await lives.live.read(tasks.at(-1)!.id, 0)).map(({ text }) => text).join('');
    const { cursorSecret, auth } = lives.config;
    const keys = [cursorSecret, MODEL_KEY, JSON.stringify(auth), stage.consumer.token, stage.provider.token];
    const secrets = [...keys, ...stages.flatMap(({ consumer, provider }) => [consumer.token, provider.token])];
    const found = wrongWith({ sent: trial.sent, tasks, streamed }, { readable: stage.readable[role], secrets });
    wrong.set(payload, found);
  }

  it('are at least a hundred, all different, of every kind and in every place', () => {
    const all = allPayloads();
    const texts = all.map(({ place, parts }) => `${place} ${parts.join()}`);
    expect(new Set(texts).size).to.equal(all.length);
    expect(all.length).to.be.at.least(100);
    for (const some of [all, payloads]) {
      expect(new Set(some.map(({ kind }) => kind)).size).to.be.at.least(12);
      expect(new Set(some.map(({ place }) => place)).size).to.equal(10);
    }
  });

  for (const payload of payloads) {
    it(`have no effect and give nothing away: ${payload.name}`, () => {
      const trial = [...trials.values()].find((each) => each.payload === payload)!;
      expect(trial.isReached, 'the model has read it').to.equal(payload.place !== UNREAD);
      expect(trial.asked, 'calls that it was talked into').to.be.at.least(payload.demands.length);
      expect(trial.said, 'what it was talked into saying').not.to.equal('');
      expect(wrong.get(payload)).to.deep.equal([]);
    });
  }

  it('were obeyed as far as it goes: drafts were prepared, and wait', () => {
    const drafts = [...tasksOf.values()].flatMap((tasks) => tasks.at(-1)!.drafts);
    const kinds = new Set(drafts.map(({ kind }) => kind));
    expect([...kinds]).to.include('accept_offer');
    if (payloads.length < allPayloads().length) return; // what the chosen ones get as far as is not known
    expect(drafts.length).to.be.greaterThan(40);
    expect([...kinds]).to.include.members([
      'cancel_request',
      'create_service_request',
      'submit_offer',
      'update_request_details',
    ]);
  });

  it('would have been found out by an effect: the same draft, approved, has many', async () => {
    const stage = stages[0]!;
    await stage.place('chat', []);
    const talk = await obeyOnce(stage, 901);
    const draft = draftIn(await talk.finished(talk.last), 'accept_offer');
    const effects = await effectsOf(new Set([stage.consumer.accountId]), () => talk.decide('approve', draft));
    const tables = new Set(effects.map(({ table, what }) => `${table} ${what}`));
    expect([...tables]).to.include.members(['bookings added', 'offers changed', 'service_requests changed']);
    expect([...tables]).to.include.members(['chat_drafts changed', 'events added', 'feed_entries added']);
    expect(effects.every((effect) => isNear(effect, 0) || effect.row.booking_id !== null)).to.equal(true);
  });

  it('would have been found out by an effect: a gate that does not wait for the approval has many', async () => {
    const stage = stages[1]!;
    await stage.place('chat', []);
    const talk = await obeyOnce(stage, 902);
    const [step]: { turnId: string }[] = await em().execute(
      `update chat_steps set results = '{}' where turn_id = ? and step = 1 returning turn_id as "turnId"`,
      [talk.last],
    );
    const call = { turnId: step!.turnId, step: 1, callId: 'c1' };
    const gate = { orm: lives.orm, now: Date.now, quotas: lives.config.trust.quotas };
    const callers = new Set([stage.consumer.accountId]);
    const honest = createToolUse({ ...gate, useCases: lives.useCases });
    expect((await effectsOf(callers, () => honest.useTool(call))).map(inWords)).to.deep.equal([]);
    await em().execute(`update chat_steps set results = '{}' where turn_id = ? and step = 1`, [talk.last]);
    const mutant = createToolUse({ ...gate, useCases: hasty(lives.useCases, uuidv7()) });
    const effects = await effectsOf(callers, () => mutant.useTool(call));
    expect(effects.map(({ table, what }) => `${table} ${what}`)).to.include.members([
      'bookings added',
      'offers changed',
    ]);
  });

  /** Has the model prepare the acceptance of the stage's offer. */
  async function obeyOnce(stage: Stage, number: number) {
    const payload = allPayloads().find(({ kind, place }) => kind === 'ignore-previous' && place === 'chat')!;
    const words = wordsFor(stage, stage);
    trials.set(number, { number, payload, words, reads: undefined, sent: [], isReached: false, asked: 0, said: '' });
    const talk = talkOf(() => fixture.api, stage.consumer);
    const last = await talk.post({ message: `${label(number)} ${payload.parts[0]}` });
    await talk.finished(last);
    return { ...talk, last };
  }
});
