import { createOrm } from '#db/orm.ts';
import { insertAccount } from '#test/support/factories.ts';
import { testPostgres } from '#test/support/postgres.ts';
import type { BareKoaInput } from './support/bare-koa.process.ts';
import type { Bench, BenchContext } from './support/bench.ts';
import { callsPerSecond } from './support/load.ts';
import { prepareProduct, type Product } from './support/product.ts';
import { startProcess } from './support/process.ts';
import type { Statement } from './support/record-statements.ts';
import { statementsOf } from './support/recorded.ts';
import { interleave, overRounds, quantile, ratio } from './support/statistics.ts';
import { createWorld, REQUEST_BODY, type World } from './support/world.ts';

const CONSUMERS = 32;
const ROUNDS = { rounds: 6, budgetMs: 15_000 };
const ALONE = { rounds: 15, budgetMs: 8_000 };
const AT_ONCE = { rounds: 3, budgetMs: 10_000, warmUp: false, width: 16 };

/** Rows wait for an hour: so the starts of workflows do not compete with what is measured. */
const HOLD_OUTBOX = `alter table workflow_outbox alter column next_attempt_at set default now() + interval '1 hour'`;
const RELEASE_OUTBOX = 'alter table workflow_outbox alter column next_attempt_at set default now()';
const CLEAR = `update service_requests set status = 'cancelled'; delete from workflow_outbox`;
const UUID = /[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/g;

/** Posting a request, and how soon its workflow has it. */
export const create: Bench = {
  name: 'create',
  title: 'POST /v1/requests against bare Koa making the same inserts (16 connections), and the time until `matching`',
  async run(context) {
    const product = await prepareProduct(context);
    const em = product.orm.em.fork();
    const api = await product.startApi();
    const world = await createWorld(product, api.ready.url, { consumers: CONSUMERS, providers: 30 });
    await em.execute(HOLD_OUTBOX);
    const asked = {
      method: 'POST',
      path: '/v1/requests',
      token: world.consumers[0]!.token,
      body: REQUEST_BODY,
    } as const;
    const [statements = []] = await statementsOf(product, [asked]);
    const bareUrl = await startBare(product, world, statements, context);

    context.note('posting');
    const tokens = world.consumers.map(({ token }) => token);
    const post = { method: 'POST', body: REQUEST_BODY } as const;
    const rates = await interleave(ROUNDS, {
      api: () => callsPerSecond({ ...post, url: `${api.ready.url}/v1/requests`, tokens }),
      bare: () => callsPerSecond({ ...post, url: `${bareUrl}/requests` }),
    });

    await em.execute(CLEAR);
    await em.execute(RELEASE_OUTBOX);
    await product.startWorker();
    context.note('waiting for `matching`');
    const answers: number[] = [];
    const alone = await interleave(ALONE, {
      matching: async () => {
        const [{ answerMs, matchingMs } = { answerMs: 0, matchingMs: 0 }] = await untilMatching(world, 1);
        answers.push(answerMs);
        await world.settled();
        return matchingMs;
      },
    });
    const together = await interleave(AT_ONCE, {
      median: async () => {
        const times = await untilMatching(world, AT_ONCE.width);
        await world.settled();
        return quantile(
          times.map(({ matchingMs }) => matchingMs),
          0.5,
        );
      },
    });
    return [
      ratio(`rate: API ÷ bare Koa, same ${statements.length} statements`, rates.api, rates.bare),
      overRounds('API', '/s', rates.api),
      overRounds('bare Koa, same inserts', '/s', rates.bare, 'a one-row commit, seen on 2 cores: 4,900/s'),
      overRounds('alone: answer to POST', 'ms', answers),
      overRounds('alone: from the answer to `matching`', 'ms', alone.matching),
      overRounds(
        `${AT_ONCE.width} at once: from the answer to \`matching\`, median of each round`,
        'ms',
        together.median,
      ),
    ];
  },
};

/** Bare Koa on a database of its own with the same consumers; every id that the statements brought into being is renewed. */
async function startBare(
  product: Product,
  { consumers }: World,
  statements: readonly Statement[],
  { onEnd }: BenchContext,
): Promise<string> {
  const database = await (await testPostgres()).createDatabase();
  const orm = await createOrm({ url: database.url, poolMax: 1 });
  const em = orm.em.fork();
  const ids = consumers.map(({ accountId }) => accountId);
  for (const id of ids) await insertAccount(em, { id });
  await em.execute(HOLD_OUTBOX);
  await orm.close();
  const sent = statements.flatMap(({ text, values }) => [text, ...values]).join();
  const found = sent.match(UUID) ?? [];
  const input: BareKoaInput = {
    databaseUrl: database.url,
    poolMax: product.config.postgres.poolMax,
    routes: [
      {
        method: 'post',
        path: '/requests',
        status: 201,
        statements,
        renewed: {
          ids: [...new Set(found)].filter((id) => !ids.includes(id)),
          inTurn: { id: ids[0]!, others: ids },
          counted: /"seq":\d+/.exec(sent)?.[0] ?? '',
        },
      },
    ],
  };
  const bare = await startProcess<{ url: string }>({ module: 'bare-koa.process.ts', input });
  onEnd(() => bare.stop());
  return bare.ready.url;
}

/** Posts so many at once and watches until their workflows have them all. */
async function untilMatching(world: World, count: number): Promise<{ answerMs: number; matchingMs: number }[]> {
  return Promise.all(
    Array.from({ length: count }, async () => {
      const askedAt = performance.now();
      const { requestId } = await world.ask();
      const answeredAt = performance.now();
      await world.matching(requestId);
      return { answerMs: answeredAt - askedAt, matchingMs: performance.now() - answeredAt };
    }),
  );
}
