import { expect } from 'chai';
import type { EntityManager } from '@mikro-orm/postgresql';
import { Provider } from '#db/entities/provider.entity.ts';
import { ServiceRequest } from '#db/entities/service-request.entity.ts';
import { weekly } from '#db/seeds/schedules.ts';
import { HOUR_MS } from '#domain/local-date.ts';
import { compareRanked } from '#domain/matching/rank.ts';
import { DEFAULT_WEIGHTS, totalScore } from '#domain/matching/score.ts';
import { insertBooking, insertProvider, insertRequest } from '#test/support/factories.ts';
import { insertManyProviders } from '#test/support/many-providers.ts';
import { useOrm } from '#test/support/use-orm.ts';
import { toMatchRequest } from './candidate-sql.ts';
import { calendarReader } from './calendars.ts';
import { candidateBatches } from './candidates.ts';
import { findMatches, type MatchResult, type MatchSearch } from './find-matches.ts';

const NOW_MS = Date.parse('2030-06-02T12:00:00Z'); // a Sunday

const SEARCH: MatchSearch = {
  weights: DEFAULT_WEIGHTS,
  candidatesPerBatch: 200,
  limit: 10,
  excluded: [],
  nowMs: NOW_MS,
};

describe('findMatches', () => {
  const db = useOrm();

  async function request(overrides: Parameters<typeof insertRequest>[1] = {}): Promise<ServiceRequest> {
    const { id } = await insertRequest(db.em(), overrides);
    return db.em().findOneOrFail(ServiceRequest, id);
  }

  async function match(of: ServiceRequest, search: Partial<MatchSearch> = {}): Promise<MatchResult> {
    return findMatches(db.em(), of, { ...SEARCH, ...search });
  }

  const empty = () => db.em().execute('truncate accounts cascade');

  describe('among a few providers', () => {
    beforeEach(empty);

    it('ranks by six factors and says how each of them stands', async () => {
      const best = await insertProvider(db.em(), { rating: 5, responseRate: 1 });
      const worse = await insertProvider(db.em(), { rating: 3, responseRate: 1, specializations: ['kids'] });
      const { ranked, rejected } = await match(await request());
      expect(ranked.map(({ providerId }) => providerId)).to.deep.equal([best.id, worse.id]);
      const factors = { specialization: 1, location: 1, availability: 1, price: 1, rating: 1, responseRate: 1 };
      expect(ranked[0]).to.deep.equal({ providerId: best.id, score: 1, factors, distanceKm: 0 });
      expect(ranked[1]?.factors).to.deep.equal({ ...factors, specialization: 0, rating: 0.5 });
      expect(ranked[1]?.score).to.be.closeTo(totalScore(ranked[1]!.factors, DEFAULT_WEIGHTS), 1e-12);
      expect(rejected).to.deep.equal([]);
    });

    it('names a reason for those who fail the filter, and for those who have no time', async () => {
      const sundays = await insertProvider(db.em(), { schedule: weekly(['sunday'], { start: '09:00', end: '17:00' }) });
      const paused = await insertProvider(db.em(), { status: 'paused' });
      const colors = await insertProvider(db.em(), { services: [{ serviceType: 'hair_color' }] });
      const far = await insertProvider(db.em(), { lat: 41.5 });
      await insertProvider(db.em(), { services: [{ category: 'plumbing', serviceType: 'leak_repair' }] });
      const timing = { urgency: 'specific_date', preferredDates: ['2030-06-04'] } as const;
      const { ranked, rejected, rejectedCounts } = await match(
        await request({ ...timing, preferredDates: ['2030-06-04'] }),
      );
      expect(ranked).to.deep.equal([]);
      expect(rejected).to.have.deep.members([
        { providerId: sundays.id, reason: 'no_free_slot' },
        { providerId: paused.id, reason: 'inactive' },
        { providerId: colors.id, reason: 'service_type' },
        { providerId: far.id, reason: 'outside_provider_radius' },
      ]);
      expect(rejectedCounts).to.deep.equal({
        no_free_slot: 1,
        inactive: 1,
        service_type: 1,
        outside_provider_radius: 1,
      });
    });

    it('never matches a consumer with themselves', async () => {
      const own = await insertProvider(db.em());
      const other = await insertProvider(db.em());
      for (const place of [{}, { lat: null, lng: null }]) {
        const { ranked, rejected } = await match(await request({ ...place, consumer: own.accountId }));
        expect(ranked.map(({ providerId }) => providerId)).to.deep.equal([other.id]);
        expect(rejected).to.deep.equal([{ providerId: own.id, reason: 'own_request' }]);
      }
    });

    it('lets the city decide where there are no coordinates', async () => {
      const here = await insertProvider(db.em());
      const there = await insertProvider(db.em(), { city: 'Chicago', lat: 41.9, lng: -87.6 });
      const unplaced = await insertProvider(db.em(), { city: 'new york', lat: null, lng: null });
      const without = await match(await request({ lat: null, lng: null, city: 'NEW YORK ' }));
      expect(without.ranked.map(({ providerId }) => providerId)).to.have.members([here.id, unplaced.id]);
      expect(without.ranked.map(({ distanceKm }) => distanceKm)).to.deep.equal([null, null]);
      expect(without.rejected).to.deep.equal([{ providerId: there.id, reason: 'other_city' }]);
      const withThem = await match(await request());
      expect(withThem.ranked.map(({ providerId }) => providerId)).to.have.members([here.id, unplaced.id]);
    });

    it('sees live bookings and no others', async () => {
      const hours = { timezone: 'UTC', schedule: weekly(['tuesday'], { start: '10:00', end: '11:00' }) };
      const slot = { scheduledStart: new Date('2030-06-04T10:00Z'), scheduledEnd: new Date('2030-06-04T11:00Z') };
      const [free, booked] = [await insertProvider(db.em(), hours), await insertProvider(db.em(), hours)];
      await insertBooking(db.em(), { provider: booked.id, ...slot });
      await insertBooking(db.em(), { provider: free.id, status: 'cancelled', ...slot });
      const wanted = await request({ urgency: 'specific_date', preferredDates: ['2030-06-04'] });
      const { ranked, rejected } = await match(wanted);
      expect(ranked.map(({ providerId }) => providerId)).to.deep.equal([free.id]);
      expect(rejected).to.deep.equal([{ providerId: booked.id, reason: 'no_free_slot' }]);
    });

    it('neither ranks nor rejects whom it is told to leave out', async () => {
      const known = [await insertProvider(db.em()), await insertProvider(db.em(), { status: 'paused' })];
      const fresh = await insertProvider(db.em());
      const { ranked, rejected } = await match(await request(), { excluded: known.map(({ id }) => id) });
      expect(ranked.map(({ providerId }) => providerId)).to.deep.equal([fresh.id]);
      expect(rejected).to.deep.equal([]);
    });

    it('finds nobody where there is nobody', async () => {
      expect(await match(await request())).to.deep.equal({ ranked: [], rejected: [], rejectedCounts: {}, examined: 0 });
    });

    it('respects notice, exceptions, buffers and the most bookings of a day', async () => {
      const tuesday = { schedule: weekly(['tuesday'], { start: '08:00', end: '10:00' }), timezone: 'America/New_York' };
      const at = (hour: string) => new Date(`2030-06-04T${hour}:00Z`); // New York is four hours behind
      const booked = { scheduledStart: at('12:00'), scheduledEnd: at('13:00') };
      await insertProvider(db.em(), { ...tuesday, minNoticeHours: 24 * 8 });
      await insertProvider(db.em(), { ...tuesday, exceptions: [{ date: '2030-06-04', closed: true }] });
      const withBuffer = await insertProvider(db.em(), { ...tuesday, bufferMinutes: 15 });
      const withCap = await insertProvider(db.em(), { ...tuesday, maxBookingsPerDay: 1 });
      const free = await insertProvider(db.em(), { ...tuesday, maxBookingsPerDay: 2 });
      for (const { id } of [withBuffer, withCap, free]) await insertBooking(db.em(), { provider: id, ...booked });
      const wanted = await request({ urgency: 'specific_date', preferredDates: ['2030-06-04'] });
      const { ranked, rejectedCounts } = await match(wanted);
      expect(ranked.map(({ providerId }) => providerId)).to.deep.equal([free.id]);
      expect(rejectedCounts).to.deep.equal({ no_free_slot: 4 });
    });

    it('counts a booking that began the day before', async () => {
      const night = { schedule: weekly(['tuesday'], { start: '00:00', end: '06:00' }), timezone: 'Asia/Tokyo' };
      const { id } = await insertProvider(db.em(), night);
      const times = { scheduledStart: new Date('2030-06-03T14:00Z'), scheduledEnd: new Date('2030-06-03T20:30Z') };
      await insertBooking(db.em(), { provider: id, ...times }); // from 23:00 on Monday to 05:30 in Tokyo
      const wanted = await request({ urgency: 'specific_date', preferredDates: ['2030-06-04'] });
      expect((await match(wanted)).rejectedCounts).to.deep.equal({ no_free_slot: 1 });
    });
  });

  describe('among many providers', () => {
    before(async () => {
      await empty();
      await insertManyProviders(db.em(), 4_000);
      await insertBookings(db.em());
    });

    for (const [label, overrides] of [
      ['around a place', {}],
      ['in a city', { lat: null, lng: null }],
      ['on three evenings', { urgency: 'specific_date', preferredDates: days(3), preferredTimes: ['evening'] }],
      ['within a budget', { budgetMax: 4_500, budgetCurrency: 'USD', budgetFlexibility: 'flexible' }],
    ] as const) {
      it(`finds exactly the best ${label}, reading fewer calendars than there are candidates`, async () => {
        const wanted = await request(overrides as Parameters<typeof insertRequest>[1]);
        const expected = await bestOfAll(wanted);
        const found = await match(wanted, { candidatesPerBatch: 7 });
        expect(found.ranked.map(({ providerId }) => providerId)).to.deep.equal(expected.best.slice(0, 10));
        expect(found.examined).to.be.lessThan(expected.candidates);
        expect(await match(wanted)).to.deep.include({ ranked: found.ranked });
      });
    }

    it('takes at most a handful of statements and reads no table from end to end', async () => {
      const wanted = await request();
      await match(wanted);
      db.forget();
      const before = await tableScans(db.em());
      await match(wanted);
      const after = await tableScans(db.em());
      expect(db.statements().length).to.be.at.most(8);
      expect(after).to.deep.equal(before);
    });
  });

  /** What a ranking finds that reads every calendar. */
  async function bestOfAll(wanted: ServiceRequest): Promise<{ best: string[]; candidates: number }> {
    const search = { weights: DEFAULT_WEIGHTS, batchSize: 100_000, excluded: [] };
    const totals: { providerId: string; total: number }[] = [];
    let candidates = 0;
    for await (const batch of candidateBatches(db.em(), toMatchRequest(wanted), search)) {
      const verdicts = await calendarReader(db.em(), wanted, NOW_MS)(batch);
      candidates += batch.length;
      for (const { providerId, staticTotal } of batch) {
        const verdict = verdicts.get(providerId)!;
        if (typeof verdict === 'number') {
          totals.push({ providerId, total: staticTotal + DEFAULT_WEIGHTS.availability * verdict });
        }
      }
    }
    return { best: totals.toSorted(compareRanked).map(({ providerId }) => providerId), candidates };
  }
});

function days(count: number): string[] {
  return Array.from({ length: count }, (_, index) => `2030-06-${String(4 + 3 * index).padStart(2, '0')}`);
}

/** Some of those near the middle of New York are busy for days. */
async function insertBookings(em: EntityManager): Promise<void> {
  const busy = await em.find(Provider, { city: 'New York', rating: { $gt: 4.5 } }, { limit: 60, orderBy: { id: 1 } });
  const { id: request, consumerId: consumer } = await insertRequest(em);
  for (const [index, provider] of busy.entries()) {
    const startMs = NOW_MS + (2 + (index % 9)) * 24 * HOUR_MS;
    const times = { scheduledStart: new Date(startMs), scheduledEnd: new Date(startMs + 10 * HOUR_MS) };
    await insertBooking(em, { provider: provider.id, request, consumer, ...times });
  }
}

async function tableScans(em: EntityManager): Promise<unknown> {
  await em.execute('select pg_stat_force_next_flush()');
  return em.execute(`select relname, seq_scan::int from pg_stat_user_tables
    where relname in ('providers', 'provider_services') order by relname`);
}
