import { findMatches, type MatchResult } from '#activities/matching/find-matches.ts';
import { ServiceRequest } from '#db/entities/service-request.entity.ts';
import { createOrm, type Orm } from '#db/orm.ts';
import { DAY_MS } from '#domain/local-date.ts';
import { testConfig } from '#test/support/config.ts';
import { insertRequest } from '#test/support/factories.ts';
import { insertManyProviders } from '#test/support/many-providers.ts';
import { testPostgres } from '#test/support/postgres.ts';
import type { Bench, BenchContext, Figure } from './support/bench.ts';
import { interleave, overRounds, ratio, type Variant } from './support/statistics.ts';
import { milliseconds } from './support/timing.ts';

const SIZES = [1_000, 10_000, 50_000] as const;
const ROUNDS = { rounds: 30, budgetMs: 6_000 };
const { matching: settings } = testConfig();
const AIM = 'aim: at most 3';

/** One way of asking for somebody. */
interface Kind {
  readonly what: string;
  readonly asked: Overrides;
  /** Whether the best ten know of it already. */
  readonly again?: boolean;
  readonly judgedBy?: string;
}
type Overrides = Parameters<typeof insertRequest>[1];

const KINDS: readonly Kind[] = [
  { what: 'a haircut, any time', asked: {}, judgedBy: AIM },
  { what: 'a haircut, second wave', asked: {}, again: true, judgedBy: AIM },
  {
    what: 'a plumber, as soon as possible',
    asked: {
      category: 'plumbing',
      serviceType: 'leak_repair',
      specializations: ['pipes'],
      city: 'Chicago',
      neighborhood: 'Pilsen',
      lat: 41.8565,
      lng: -87.6561,
      urgency: 'asap',
    },
    judgedBy: AIM,
  },
  {
    what: 'a portrait, two afternoons, with a budget',
    asked: {
      category: 'photography',
      serviceType: 'portrait',
      specializations: [],
      maxDistanceKm: 25,
      budgetMin: 10_000,
      budgetMax: 30_000,
      budgetCurrency: 'USD',
      budgetFlexibility: 'somewhat_flexible',
      urgency: 'specific_date',
      preferredDates: [dateIn(5), dateIn(6)],
      preferredTimes: ['afternoon'],
    },
    judgedBy: AIM,
  },
  {
    // Every calendar has to be read before that is known.
    what: 'a haircut when nobody works',
    asked: { urgency: 'specific_date', preferredDates: [nextSunday()], preferredTimes: ['evening'] },
  },
];

/** One match in growing crowds of providers. */
export const matching: Bench = {
  name: 'matching',
  title: `the best ${settings.waveSize} of 1,000, 10,000 and 50,000 providers in three cities`,
  async run(context) {
    const crowds = await Promise.all(SIZES.map((size) => createCrowd(size, context)));
    const figures: Figure[] = [];
    for (const kind of KINDS) {
      context.note(kind.what);
      const variants = await Promise.all(crowds.map((orm) => matchingOf(orm, kind)));
      const named = Object.fromEntries(variants.map((variant, place) => [SIZES[place], variant]));
      figures.push(...toFigures(kind, await interleave(ROUNDS, named)));
    }
    return figures;
  },
};

function toFigures({ what, judgedBy }: Kind, times: Record<string, number[]>): Figure[] {
  const [small = [], , large = []] = SIZES.map((size) => times[size]);
  return [
    ratio(`${what}, time: 50,000 ÷ 1,000`, large, small, judgedBy),
    ...SIZES.map((size) => overRounds(`${what}: ${size.toLocaleString('en-US')}`, 'ms', times[size] ?? [])),
  ];
}

/** A database with so many providers. */
async function createCrowd(size: number, { onEnd, note }: BenchContext): Promise<Orm> {
  const database = await (await testPostgres()).createDatabase();
  const orm = await createOrm({ url: database.url, poolMax: 2 });
  onEnd(() => orm.close());
  note(`inserting ${size.toLocaleString('en-US')} providers`);
  await insertManyProviders(orm.em.fork(), size);
  return orm;
}

/** Answers the time of a match. */
async function matchingOf(orm: Orm, { asked, again = false }: Kind): Promise<Variant> {
  const em = orm.em.fork();
  const { id } = await insertRequest(em, asked);
  const request = await em.findOneOrFail(ServiceRequest, id);
  const search = { ...settings, limit: settings.waveSize, nowMs: Date.now() };
  const find = (excluded: readonly string[]): Promise<MatchResult> =>
    findMatches(orm.em.fork(), request, { ...search, excluded });
  const known = again ? (await find([])).ranked.map(({ providerId }) => providerId) : [];
  return () => milliseconds(() => find(known));
}

function dateIn(days: number): string {
  return new Date(Date.now() + days * DAY_MS).toISOString().slice(0, 10);
}

function nextSunday(): string {
  return dateIn(7 + ((7 - new Date().getUTCDay()) % 7));
}
