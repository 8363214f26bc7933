import { Client, Connection } from '@temporalio/client';
import type { temporal } from '@temporalio/proto';
import { Worker } from '@temporalio/worker';
import { expect } from 'chai';
import { silentLogger } from '#platform/logger.ts';
import { BUNDLES_DIR } from '#test/support/lives.ts';
import type { NodeProcess } from '#test/support/node-process.ts';
import { useProduct, type Person } from '#test/support/product.ts';
import { limitMs, sizeOf } from '#test/support/sizes.ts';
import { until } from '#test/support/until.ts';
import { workflowBundle } from '#worker/bundle.ts';
import { conversationWorkflowId } from '#workflows/chat/messages.ts';

type History = temporal.api.history.v1.IHistory;

const { turns: MESSAGES, turnsPerRun: TURNS_PER_RUN, restlessTurns: RESTLESS } = sizeOf('conversation');
const SENDERS = 4;
/** So many answers are there when the worker is killed in the middle of the next. */
const KILLED_AT = [Math.floor(0.3 * MESSAGES), Math.floor(0.7 * MESSAGES)];
/** Both kills come in the middle of runs, of which there are at least three. */
const LEAST_RUNS = 3;
const MAX_EVENTS = 2_000;
const LIMIT_MS = limitMs('conversation');
const PATIENCE_MS = LIMIT_MS - 10_000;

describe(`a conversation of ${MESSAGES} messages`, function () {
  this.timeout(LIMIT_MS);
  const product = useProduct({ settings: { PROXIE_COMMANDS_PER_RUN: String(TURNS_PER_RUN) } });
  const em = () => product.orm.em.fork();
  let worker: NodeProcess;
  before(async () => {
    worker = await product.startWorker();
  });

  it('answers each message once and in order, over many runs and killed workers', async () => {
    const person = await product.consumer();
    const { conversationId } = await post(person);
    const sent = Promise.all(Array.from({ length: SENDERS }, (_, sender) => sendAll(person, conversationId, sender)));
    sent.catch(() => undefined); // it is awaited below
    for (const atLeast of KILLED_AT) await replaceWorker(conversationId, atLeast);
    await sent;
    await answered(conversationId, MESSAGES);
    await expectAnswers(conversationId);
    await expectFeed(person, conversationId);
    await expectRuns(conversationId);
  });

  it('answers each message that is not cancelled, wherever its turn stands when the others are', async () => {
    const person = await product.consumer();
    const { conversationId } = await post(person);
    const cancels: Promise<number>[] = [];
    for (let index = 1; index < RESTLESS; index += 1) {
      const { taskId } = await post(person, conversationId);
      if (index % 3 === 0) continue; // waits for its answer
      if (index % 3 === 1) cancels.push(cancel(person, taskId)); // while it waits or begins
      else cancels.push(begun(taskId).then(() => cancel(person, taskId))); // while it runs or ends
    }
    for (const status of await Promise.all(cancels)) expect(status).to.be.oneOf([202, 409]);
    await until('all turns to end', async () => (await count(OPEN_TURNS, [conversationId])) === 0, PATIENCE_MS);
    const turns = await em().execute<TurnRow[]>(TURNS, [conversationId]);
    const outcomes = turns.map(({ status, failure, answers }) => `${status} ${failure} ${answers}`);
    expect([...new Set(outcomes)]).to.have.members(['succeeded null 1', 'failed cancelled 0']);
    const uncancelled = outcomes.filter((_, index) => index % 3 === 0);
    expect(new Set(uncancelled)).to.deep.equal(new Set(['succeeded null 1']));
    expectOrder(turns.filter(({ status }) => status === 'succeeded'));
  });

  async function post(as: Person, conversationId?: string): Promise<{ taskId: string; conversationId: string }> {
    const body = { role: 'consumer', message: 'hello', ...(conversationId && { conversationId }) };
    const answer = await product.api.post('/v1/chat', { as, body });
    expect(answer.status, JSON.stringify(answer.body)).to.equal(202);
    return answer.body as { taskId: string; conversationId: string };
  }

  async function cancel(as: Person, taskId: string): Promise<number> {
    return (await product.api.post(`/v1/chat/tasks/${taskId}/cancel`, { as })).status;
  }

  async function begun(taskId: string): Promise<unknown> {
    const isBegun = async () => (await count(`chat_turns where id = ? and status <> 'queued'`, [taskId])) === 1;
    return until('the turn to begin', isBegun, PATIENCE_MS);
  }

  /** All but the first message, shared among the senders, each of whom sends one after the other. */
  async function sendAll(as: Person, conversationId: string, sender: number): Promise<void> {
    for (let index = 1 + sender; index < MESSAGES; index += SENDERS) await post(as, conversationId);
  }

  async function count(sql: string, params: readonly unknown[]): Promise<number> {
    const [row] = await em().execute<{ n: string }[]>(`select count(*) as n from ${sql}`, [...params]);
    return Number(row?.n);
  }

  function answered(conversationId: string, atLeast: number): Promise<true> {
    const of = `chat_messages where conversation_id = ? and author = 'assistant'`;
    return until(
      `${atLeast} answers`,
      async () => (await count(of, [conversationId])) >= atLeast && (true as const),
      PATIENCE_MS,
    );
  }

  async function replaceWorker(conversationId: string, atLeast: number): Promise<void> {
    await answered(conversationId, atLeast);
    await worker.kill();
    expect(await count(OPEN_TURNS, [conversationId]), 'turns that wait').to.be.greaterThan(0);
    worker = await product.startWorker();
  }

  const OPEN_TURNS = `chat_turns where conversation_id = ? and status in ('queued', 'running')`;

  /** Every turn has succeeded with one message and one answer; what was said first was begun, answered and numbered first. */
  async function expectAnswers(conversationId: string): Promise<void> {
    const turns = await em().execute<TurnRow[]>(TURNS, [conversationId]);
    const wrong = turns.filter(
      ({ status, said, answers }) => status !== 'succeeded' || Number(said) !== 1 || Number(answers) !== 1,
    );
    expect(wrong, 'turns without exactly one answer').to.deep.equal([]);
    expect(turns.map(({ seq }) => seq)).to.deep.equal(Array.from({ length: MESSAGES }, (_, index) => index + 1));
    expectOrder(turns);
    const gapless = `(select 1 from chat_messages where conversation_id = ?
                      having count(*) = ${2 * MESSAGES} and min(seq) = 1 and max(seq) = ${2 * MESSAGES}) whole`;
    expect(await count(gapless, [conversationId]), 'numbers without a gap').to.equal(1);
    const twice = `(select aggregate_id, type from events where aggregate = 'turn' group by 1, 2 having count(*) > 1) twice`;
    expect(await count(twice, []), 'facts that were written twice').to.equal(0);
  }

  function expectOrder(turns: readonly TurnRow[]): void {
    const outOfOrder = turns.filter((turn, index) => {
      const before = turns[index - 1];
      return before && (turn.answerSeq <= before.answerSeq || turn.startedAt < before.finishedAt);
    });
    expect(outOfOrder, 'turns that were answered before an earlier one').to.deep.equal([]);
  }

  /** The person has heard of every answer once, in the order of the turns, under numbers without a gap. */
  async function expectFeed({ id }: Person, conversationId: string): Promise<void> {
    const heard = await em().execute<{ seq: number; turn: number }[]>(
      `select f.seq::int, t.seq as turn from feed_entries f join chat_turns t on t.id = (f.payload ->> 'taskId')::uuid
       where f.account_id = ? and t.conversation_id = ? and f.type = 'chat:response' order by f.seq`,
      [id, conversationId],
    );
    expect(heard.map(({ turn }) => turn)).to.deep.equal(Array.from({ length: MESSAGES }, (_, index) => index + 1));
    expect(
      await count('(select from feed_entries where account_id = ? having count(*) <> max(seq)) gaps', [id]),
    ).to.equal(0);
  }

  /** Every run but the last went on as the next one before its history was long; the last one replays. */
  async function expectRuns(conversationId: string): Promise<void> {
    const connection = await Connection.connect({ address: product.temporal.address });
    try {
      const client = new Client({ connection, namespace: product.config.temporal.namespace });
      const workflowId = conversationWorkflowId(conversationId);
      const fetched = (runId?: string): Promise<History> => client.workflow.getHandle(workflowId, runId).fetchHistory();
      const last = await fetched();
      let runId: string | undefined = startOf(last)?.firstExecutionRunId ?? undefined;
      const lengths: number[] = [];
      let turns = 0;
      while (runId !== undefined) {
        const history = await fetched(runId);
        lengths.push(history.events?.length ?? 0);
        turns += thoughtsIn(history);
        runId = nextOf(history);
      }
      expect(Math.max(...lengths), `runs of ${lengths.join(', ')} events`).to.be.below(MAX_EVENTS);
      expect(lengths.length, 'runs').to.be.at.least(Math.max(LEAST_RUNS, MESSAGES / TURNS_PER_RUN));
      expect(turns, 'models asked, over all runs').to.equal(MESSAGES);
      const codePath = await workflowBundle(BUNDLES_DIR, silentLogger, { encrypted: false });
      await Worker.runReplayHistory({ workflowBundle: { codePath } }, last, workflowId);
    } finally {
      await connection.close();
    }
  }
});

interface TurnRow {
  seq: number;
  status: string;
  failure: string | null;
  startedAt: string;
  finishedAt: string;
  said: string;
  answers: string;
  answerSeq: number;
}

const TURNS = `
  select t.seq, t.status, t.failure, to_char(t.started_at, 'YYYY-MM-DD"T"HH24:MI:SS.MS') as "startedAt",
         to_char(t.finished_at, 'YYYY-MM-DD"T"HH24:MI:SS.MS') as "finishedAt",
         count(m.id) filter (where m.author = 'user') as said,
         count(m.id) filter (where m.author = 'assistant') as answers,
         max(m.seq) filter (where m.author = 'assistant') as "answerSeq"
  from chat_turns t left join chat_messages m on m.turn_id = t.id
  where t.conversation_id = ? group by t.id order by t.seq`;

const startOf = ({ events }: History) => events?.[0]?.workflowExecutionStartedEventAttributes;

const nextOf = ({ events }: History): string | undefined =>
  events?.at(-1)?.workflowExecutionContinuedAsNewEventAttributes?.newExecutionRunId ?? undefined;

/** How many activities were asked for: an instant model needs one a turn. */
const thoughtsIn = ({ events }: History): number =>
  (events ?? []).filter(({ activityTaskScheduledEventAttributes }) => activityTaskScheduledEventAttributes).length;
