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
const ROUNDS = { rounds: 12, budgetMs: 27_000 };
const CHICAGO = { city: 'Chicago', neighborhood: 'Pilsen', lat: 41.8565, lng: -87.6561 };
const { matching: settings } = testConfig();

/** What most people ask for, and where. */
const USUAL = [
  {},
  { ...CHICAGO, category: 'plumbing', serviceType: 'leak_repair', specializations: ['pipes'], urgency: 'asap' },
  {
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
] as const;
/** Nobody works then, so every calendar has to be read. */
const NOBODYS_TIME = [
  { urgency: 'specific_date', preferredDates: [nextSunday()], preferredTimes: ['evening'] },
] as const;

type Asked = (typeof USUAL)[number] | (typeof NOBODYS_TIME)[number];

/** One match in growing crowds of providers, the first ten and, with those excluded, the next ten. */
export const matching: Bench = {
  name: 'matching',
  title: `the best ${settings.waveSize} of 1,000, 10,000 and 50,000 providers in three cities`,
  async run(context) {
    const figures: Figure[] = [];
    const crowds = await Promise.all(SIZES.map((size) => createCrowd(size, context)));
    const kinds = [
      ['usual requests, first wave', USUAL, false],
      ['usual requests, second wave', USUAL, true],
      ['a request at a time when nobody works', NOBODYS_TIME, false],
    ] as const;
    for (const [kind, asked, again] of kinds) {
      context.note(kind);
      const variants = await Promise.all(crowds.map((crowd) => crowd.matching(asked, again)));
      const named = Object.fromEntries(variants.map((variant, place) => [SIZES[place], variant]));
      const times = await interleave({ ...ROUNDS, budgetMs: ROUNDS.budgetMs / kinds.length }, named);
      const [small, middle, large] = SIZES.map((size) => times[size] ?? []);
      figures.push(
        ratio(
          `${kind}, time: 50,000 ÷ 1,000`,
          large!,
          small!,
          again || asked === NOBODYS_TIME ? undefined : 'aim: at most 3',
        ),
        ratio(`${kind}, time: 10,000 ÷ 1,000`, middle!, small!),
        ...SIZES.map((size) => overRounds(`${kind}: ${size.toLocaleString('en-US')}`, 'ms', times[size] ?? [])),
      );
    }
    return figures;
  },
};

/** A database with so many providers. */
async function createCrowd(size: number, { onEnd, note }: BenchContext) {
  const database = await (await testPostgres()).createDatabase();
  const orm = await createOrm({ url: database.url, poolMax: 2 });
  onEnd(() => orm.close());
  note(`inserting ${size.toLocaleString('en-US')} providers`);
  await insertManyProviders(orm.em.fork(), size);
  return { matching: (asked: readonly Asked[], again: boolean) => matchingOf(orm, asked, again) };
}

/** Answers the mean time of a match over the requests. */
async function matchingOf(orm: Orm, asked: readonly Asked[], again: boolean): Promise<Variant> {
  const em = orm.em.fork();
  const searches: (() => Promise<MatchResult>)[] = [];
  for (const overrides of asked) {
    const { id } = await insertRequest(em, overrides as Parameters<typeof insertRequest>[1]);
    const request = await em.findOneOrFail(ServiceRequest, id);
    const find = (excluded: readonly string[]): Promise<MatchResult> =>
      findMatches(orm.em.fork(), request, { ...settings, limit: settings.waveSize, excluded, nowMs: Date.now() });
    const known = again ? (await find([])).ranked.map(({ providerId }) => providerId) : [];
    searches.push(() => find(known));
  }
  return async () => {
    const ms = await milliseconds(async () => {
      for (const search of searches) await search();
    });
    return ms / searches.length;
  };
}

function dateIn(days: number): string {
  return new Date(Date.now() + days * DAY_MS).toISOString().slice(0, 10);
}

function nextSunday(): string {
  return dateIn(7 + ((7 - new Date().getUTCDay()) % 7));
}
