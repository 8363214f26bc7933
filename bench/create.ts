import { startBareInserts } from './support/bare-inserts.ts';
import type { Bench } from './support/bench.ts';
import { callsPerSecond } from './support/load.ts';
import { prepareProduct } from './support/product.ts';
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
    const bareUrl = await startBareInserts(
      product,
      { ...asked, status: 201, people: world.consumers, statements },
      context,
    );

    context.note('posting');
    const tokens = world.consumers.map(({ token }) => token);
    const post = { method: 'POST', body: REQUEST_BODY } as const;
    const rates = await interleave(ROUNDS, {
      api: () => callsPerSecond({ ...post, url: `${api.ready.url}/v1/requests`, tokens }),
      bare: () => callsPerSecond({ ...post, url: `${bareUrl}/v1/requests` }),
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
