import { insertAccount } from '#test/support/factories.ts';
import { until } from '#test/support/until.ts';
import { startBareInserts } from './support/bare-inserts.ts';
import { startBareRuns } from './support/bare-runs.ts';
import type { Bench, BenchContext, Figure } from './support/bench.ts';
import { loadOf, type Load } from './support/load.ts';
import { startModel } from './support/model.ts';
import { prepareProduct, type Product } from './support/product.ts';
import { statementsOf } from './support/recorded.ts';
import { interleave, overRounds, pooled, ratio } from './support/statistics.ts';
import { atOnce, gather, milliseconds } from './support/timing.ts';
import type { Person } from './support/world.ts';

/** How many messages a round sends; each is waited for, however long it takes. */
const AMOUNT = { 1: 60, 8: 240, 32: 480 } as const;
type Connections = keyof typeof AMOUNT;
const WIDEST = 32;
const PEOPLE = 64;
const ROUNDS = 4;
/** For all widths of a bench together. */
const ROUNDS_MS = 14_000;
const SIGNALS_MS = 1_000;
const MODEL_MS = 30_000;
const SAID = { role: 'consumer', message: 'I need a haircut for curly hair in Brooklyn this weekend, $60-80' } as const;
const NAMES = ['api', 'bare', 'signal'] as const;

type Name = (typeof NAMES)[number];
type Loads = Readonly<Record<Name, readonly Load[]>>;

/** Taking messages one at a time and from a few, while the model is busy with others. */
export const chat = benchOf('chat', [1, 8]);

/** The same from many at once, as a bench of its own: together they would take too long on a busy machine. */
export const chatWide = benchOf('chat-wide', [WIDEST]);

/** Every slot for models is taken from the first round to the last, and more turns come with every message. */
function benchOf(name: string, widths: readonly Connections[]): Bench {
  return {
    name,
    title: `POST /v1/chat (${widths.join(' and ')} connections) with a model that takes 30 s, against bare Koa making the same inserts and a bare signalWithStart`,
    async run(context) {
      const product = await prepareProduct(context);
      const settings = await startModel(MODEL_MS, context);
      const people = await signedIn(product);
      await product.startWorker(settings);
      const api = await product.startApi();
      const url = `${api.ready.url}/v1/chat`;
      const [statements = []] = await statementsOf(product, [
        { method: 'POST', path: '/v1/chat', token: people[0]!.token, body: SAID },
      ]);
      const inserts = { path: '/v1/chat', status: 202, people, statements };
      const bareUrl = `${await startBareInserts(product, inserts, context)}/v1/chat`;
      const bare = await startBareRuns(product, context);
      const tokens = people.map(({ token }) => token);
      await keepModelBusy(product, url, tokens, context);

      const before = await turns(product);
      const figures: Figure[] = [];
      for (const connections of widths) {
        context.note(`posting over ${connections} connections`);
        const post = { method: 'POST', body: SAID, connections, amount: AMOUNT[connections] } as const;
        const loads = await inTurns(
          { budgetMs: ROUNDS_MS / widths.length, warmUp: connections === widths[0] },
          {
            api: () => loadOf({ ...post, url, tokens }),
            bare: () => loadOf({ ...post, url: bareUrl }),
            signal: () => signals(bare.signal, connections),
          },
        );
        figures.push(...figuresOf(connections, loads, statements.length));
      }
      const after = await turns(product);
      return [
        ...figures,
        { what: 'turns whose workflow began them meanwhile', unit: '', value: after.begun - before.begun },
        { what: 'turns with the model or before it at the end', unit: '', value: after.running },
        { what: 'starts that wait in the outbox at the end', unit: '', value: after.waiting },
      ];
    },
  };
}

async function signedIn(product: Product): Promise<Person[]> {
  return atOnce(Array.from({ length: PEOPLE }), 8, async () => {
    const accountId = await insertAccount(product.orm.em.fork());
    return { accountId, token: await product.tokenOf(accountId) };
  });
}

/** As many turns as the worker has slots for models, and as many again that wait for one. */
async function keepModelBusy(product: Product, url: string, tokens: readonly string[], { note }: BenchContext) {
  note('giving the model more than it can take');
  const wanted = 2 * product.config.worker.modelSlots;
  const post = { method: 'POST', url, tokens, body: SAID, connections: 4, seconds: 1 } as const;
  for (let sent = 0; sent < wanted;) sent += (await loadOf(post)).timesMs.length;
  await until('the turns to begin', async () => (await turns(product)).running >= wanted, 30_000);
}

async function turns({ orm }: Product): Promise<{ begun: number; running: number; waiting: number }> {
  const [row] = await orm.em.fork().execute<{ begun: number; running: number; waiting: number }[]>(
    `select count(*) filter (where started_at is not null)::int as begun,
            count(*) filter (where status = 'running')::int as running,
            (select count(*)::int from workflow_outbox where done_at is null) as waiting
     from chat_turns`,
  );
  return row!;
}

/** The loads of the rounds that count. */
async function inTurns(
  time: { readonly budgetMs: number; readonly warmUp: boolean },
  variants: Readonly<Record<Name, () => Promise<Load>>>,
): Promise<Loads> {
  const all: Record<Name, Load[]> = { api: [], bare: [], signal: [] };
  const noted = (name: Name) => async (): Promise<number> => {
    const load = await variants[name]();
    all[name].push(load);
    return load.perSecond;
  };
  const rates = await interleave(
    { rounds: ROUNDS, ...time },
    { api: noted('api'), bare: noted('bare'), signal: noted('signal') },
  );
  return {
    api: all.api.slice(-rates.api.length),
    bare: all.bare.slice(-rates.bare.length),
    signal: all.signal.slice(-rates.signal.length),
  };
}

/** The same load on Temporal without anything between: the next one goes out when one is taken. */
async function signals(signal: () => Promise<void>, width: number): Promise<Load> {
  const startedAt = performance.now();
  const timesMs = await gather({ most: Infinity, width, budgetMs: SIGNALS_MS }, () => milliseconds(signal));
  return { perSecond: timesMs.length / ((performance.now() - startedAt) / 1_000), timesMs };
}

function figuresOf(connections: number, { api, bare, signal }: Loads, statements: number): Figure[] {
  const at = `${connections} connection${connections === 1 ? '' : 's'}`;
  const rates = (loads: readonly Load[]): number[] => loads.map(({ perSecond }) => perSecond);
  const times = (loads: readonly Load[]): (readonly number[])[] => loads.map(({ timesMs }) => timesMs);
  const aim = connections === WIDEST ? 'aim: under 100 ms' : undefined;
  const isRateAimed = connections === WIDEST ? 'aim: at least 0.5' : undefined;
  return [
    ratio(`${at}, rate: API ÷ bare Koa, same ${statements} statements`, rates(api), rates(bare), isRateAimed),
    ratio(`${at}, rate: API ÷ bare signalWithStart`, rates(api), rates(signal)),
    overRounds(`${at}: API`, '/s', rates(api)),
    pooled(`${at}: API, p50`, 0.5, times(api)),
    pooled(`${at}: API, p95`, 0.95, times(api)),
    pooled(`${at}: API, p99`, 0.99, times(api), aim),
    overRounds(`${at}: bare Koa, same inserts`, '/s', rates(bare)),
    pooled(`${at}: bare Koa, p99`, 0.99, times(bare)),
    overRounds(`${at}: bare signalWithStart`, '/s', rates(signal)),
    pooled(`${at}: bare signalWithStart, p99`, 0.99, times(signal)),
  ];
}
