import { expect } from 'chai';
import fc from 'fast-check';
import { Account } from '#db/entities/account.entity.ts';
import { Provider } from '#db/entities/provider.entity.ts';
import { PROVIDER_STATUSES } from '#domain/accounts.ts';
import { CATALOG, type CategoryName, type ServiceTypeName } from '#domain/catalog.ts';
import { placeDistanceKm, rejectionOf } from '#domain/matching/filter.ts';
import { DEFAULT_WEIGHTS, staticScores, staticTotal } from '#domain/matching/score.ts';
import type { MatchProvider, MatchRequest, StaticScores } from '#domain/matching/types.ts';
import { FLEXIBILITIES } from '#domain/preferences.ts';
import { insertAccount, insertProvider } from '#test/support/factories.ts';
import { useOrm } from '#test/support/use-orm.ts';
import { candidateBatches, type Candidate, type CandidateSearch } from './candidates.ts';
import { nearestRejections } from './rejections.ts';

const TOLERANCE = 1e-9;

const NAMES = ['curly_hair', ' Curly_Hair\t', 'fades', 'kids', 'ÉCLAT', 'e\u0301clat', 'ΛΟΓΟΣ', 'λογος'];
const CITIES = [
  'New York',
  ' new york ',
  'NEW YORK\t',
  'Łódź',
  'łO\u0301DŹ',
  'İzmir',
  'IZMIR',
  'ΠΑΤΡΑΣ',
  'Πατρας',
  'Straße',
  'STRASSE',
  'Chicago',
];
const TYPES = CATALOG.flatMap(({ name: category, services }) =>
  services.slice(0, 2).map(({ name: serviceType }) => ({ category, serviceType })),
).slice(0, 3) as { category: CategoryName; serviceType: ServiceTypeName }[];

/** Degrees as maps have them, in steps of a tenth of a metre. */
const degrees = (min: number, max: number) =>
  fc.integer({ min: min * 1e6, max: max * 1e6 }).map((steps) => steps / 1e6);

/** Around New York, sometimes at the very same place, sometimes far away, sometimes only half known. */
const place = fc.record({
  city: fc.constantFrom(...CITIES),
  lat: fc.option(fc.oneof(fc.constant(40.7), degrees(40.6, 40.8)), { freq: 8 }),
  lng: fc.option(fc.oneof(fc.constant(-74), degrees(-74.1, -73.9)), { freq: 8 }),
});
const radiusKm = fc.oneof(fc.constant(0), fc.double({ min: 0, max: 25, noNaN: true }), fc.constant(20_000));
const share = fc.integer({ min: 0, max: 1_000 }).map((answered) => answered / 1_000); // a rate of small counts

const service = fc
  .record({
    type: fc.constantFrom(...TYPES),
    priceMin: fc.integer({ min: 0, max: 20_000 }),
    spread: fc.oneof(fc.constant(0), fc.integer({ min: 0, max: 20_000 })),
    currency: fc.constantFrom('USD', 'USD', 'EUR' as const),
  })
  .map(({ type, priceMin, spread, currency }) => ({ ...type, priceMin, priceMax: priceMin + spread, currency }));

const provider = fc.record({
  status: fc.constantFrom(...PROVIDER_STATUSES, 'active' as const, 'active' as const),
  location: fc.tuple(place, radiusKm).map(([where, serviceRadiusKm]) => ({ ...where, serviceRadiusKm })),
  services: fc.array(service, { maxLength: 4 }),
  specializations: fc.array(fc.constantFrom(...NAMES), { maxLength: 4 }),
  rating: fc.option(fc.double({ min: 1, max: 5, noNaN: true })),
  responseRate: fc.option(share),
});

/** Two who ask: one who has services, and one who has none. */
const PERSON_WHO_PROVIDES = '0c9c5d4e-8d0e-4e8c-9c57-2f4c8c0f6a11';
const PERSON_WHO_DOES_NOT = '7a1de1f4-1b3f-4a53-9a8e-6ad1f0a3c522';

const request = fc
  .record({
    consumerId: fc.constantFrom(PERSON_WHO_PROVIDES, PERSON_WHO_DOES_NOT),
    type: fc.constantFrom(...TYPES),
    specializations: fc.array(fc.constantFrom(...NAMES), { maxLength: 4 }),
    location: fc.tuple(place, radiusKm).map(([where, maxDistanceKm]) => ({ ...where, maxDistanceKm })),
    budget: fc.option(
      fc.record({
        max: fc.integer({ min: 0, max: 30_000 }),
        currency: fc.constantFrom('USD', 'EUR' as const),
        flexibility: fc.constantFrom(...FLEXIBILITIES),
      }),
    ),
  })
  .map(({ type, ...rest }): MatchRequest => ({ ...type, ...rest }));

type Unplaced = Omit<MatchProvider, 'providerId' | 'accountId'>;

describe('candidateBatches', () => {
  const db = useOrm();

  async function candidates(of: MatchRequest, search: Partial<CandidateSearch> = {}): Promise<Candidate[]> {
    const all: Candidate[] = [];
    const options = { weights: DEFAULT_WEIGHTS, batchSize: 3, excluded: [], ...search };
    for await (const batch of candidateBatches(db.em(), of, options)) all.push(...batch);
    return all;
  }

  beforeEach(async () => {
    await db.em().nativeDelete(Provider, {});
  });

  it('filters, scores and orders any providers for any request exactly as the domain does', async () => {
    const samples = fc.sample(fc.array(provider, { minLength: 30, maxLength: 30 }), { seed: 7, numRuns: 8 });
    for (const sample of samples) {
      await db.em().nativeDelete(Provider, {});
      const providers = await insertAll(sample as Unplaced[]);
      const byId = new Map(providers.map((each) => [each.providerId, each]));
      for (const each of fc.sample(request, { seed: 11, numRuns: 25 })) {
        const found = await candidates(each);
        const fitting = providers.filter((one) => rejectionOf(each, one) === null);
        expect(found.map(({ providerId }) => providerId)).to.have.members(fitting.map(({ providerId }) => providerId));
        for (const candidate of found) expectSame(each, byId.get(candidate.providerId)!, candidate);
        expect(found).to.deep.equal(found.toSorted(byTotalThenId));
      }
    }
  });

  it('gives each candidate once, whatever the size of the batches', async () => {
    await insertAll(fc.sample(provider, { seed: 3, numRuns: 80 }) as Unplaced[]);
    const near = {
      ...fc.sample(request, { seed: 5, numRuns: 1 })[0]!,
      ...TYPES[0]!,
      consumerId: PERSON_WHO_DOES_NOT,
      specializations: [],
      budget: null,
    };
    near.location = { city: 'New York', lat: 40.7, lng: -74, maxDistanceKm: 30 };
    const atOnce = await candidates(near, { batchSize: 1_000 });
    expect(atOnce).to.have.length.greaterThan(5);
    for (const batchSize of [1, 2, 5]) expect(await candidates(near, { batchSize })).to.deep.equal(atOnce);
  });

  it('breaks ties by the smaller provider id, across batches too', async () => {
    const ids = [];
    for (let count = 0; count < 7; count += 1) ids.push((await insertProvider(db.em())).id);
    const found = await candidates(haircut());
    expect(found.map(({ providerId }) => providerId)).to.deep.equal(ids.toSorted());
  });

  it('bears places that are all but one, and all but on the equator', async () => {
    const { id } = await insertProvider(db.em(), { lat: 1e-200, lng: 0 });
    for (const lat of [0, 5e-324, 1e-170, 1e-9]) {
      const found = await candidates({ ...haircut(), location: { city: '', lat, lng: 5e-324, maxDistanceKm: 1 } });
      expect(found.map(({ providerId }) => providerId)).to.deep.equal([id]);
      expect(found[0]!.scores.location).to.be.closeTo(1, 1e-6);
    }
  });

  it('leaves out whom it is told to', async () => {
    const [known, other] = [await insertProvider(db.em()), await insertProvider(db.em())];
    const found = await candidates(haircut(), { excluded: [known.id] });
    expect(found.map(({ providerId }) => providerId)).to.deep.equal([other.id]);
  });

  it('weighs as it is told', async () => {
    await insertProvider(db.em(), { rating: 3 });
    const weights = { specialization: 0, location: 0, availability: 0, price: 0, rating: 1, responseRate: 0 };
    expect((await candidates(haircut(), { weights })).map((each) => each.staticTotal)).to.deep.equal([0.5]);
  });

  it('tells the length of the shortest service that fits', async () => {
    await insertProvider(db.em(), {
      services: [{ durationMinutes: 90 }, { durationMinutes: 45 }, { serviceType: 'hair_color', durationMinutes: 5 }],
    });
    expect((await candidates(haircut())).map(({ durationMinutes }) => durationMinutes)).to.deep.equal([45]);
  });

  it('gives the reason that the domain gives for each of the nearest who are none', async () => {
    const sample = fc.sample(provider, { seed: 23, numRuns: 60 }) as Unplaced[];
    const providers = await insertAll(sample);
    for (const each of fc.sample(request, { seed: 29, numRuns: 40 })) {
      const rejected = await nearestRejections(db.em(), each, []);
      for (const { providerId, reason } of rejected) {
        const one = providers.find((known) => known.providerId === providerId)!;
        expect(rejectionOf(each, one)).to.equal(reason);
      }
      if (placeDistanceKm(each.location, each.location) === null) continue; // without a place nobody is near
      const expected = providers.filter(
        (one) => placeDistanceKm(one.location, each.location) !== null && isRejectedInCategory(each, one),
      );
      expect(rejected.map(({ providerId }) => providerId)).to.have.members(expected.map((one) => one.providerId));
    }
  });

  function isRejectedInCategory(each: MatchRequest, one: MatchProvider): boolean {
    return one.services.some(({ category }) => category === each.category) && rejectionOf(each, one) !== null;
  }

  function haircut(): MatchRequest {
    const location = { city: 'New York', lat: 40.6782, lng: -73.9442, maxDistanceKm: 15 };
    return {
      consumerId: PERSON_WHO_DOES_NOT,
      category: 'hair_beauty',
      serviceType: 'haircut',
      specializations: [],
      location,
    };
  }

  function expectSame(each: MatchRequest, one: MatchProvider, candidate: Candidate): void {
    const expected = staticScores(each, one);
    for (const [factor, value] of Object.entries(expected)) {
      expect(candidate.scores[factor as keyof StaticScores], factor).to.be.closeTo(value, TOLERANCE);
    }
    expect(candidate.staticTotal).to.be.closeTo(staticTotal(expected, DEFAULT_WEIGHTS), TOLERANCE);
    const distance = placeDistanceKm(each.location, one.location);
    if (distance === null) expect(candidate.distanceKm).to.equal(null);
    else expect(candidate.distanceKm).to.be.closeTo(distance, TOLERANCE);
  }

  async function insertAll(sample: readonly Unplaced[]): Promise<MatchProvider[]> {
    const others = await insertAccount(db.em());
    const known = await db.em().count(Account, PERSON_WHO_PROVIDES);
    if (known === 0) await insertAccount(db.em(), { id: PERSON_WHO_PROVIDES });
    await db.em().execute('alter table providers drop constraint if exists providers_account_id_unique');
    const inserted: MatchProvider[] = [];
    for (const [index, { location, services, specializations, ...rest }] of sample.entries()) {
      const account = index % 5 === 0 ? PERSON_WHO_PROVIDES : others;
      const { city, lat, lng, serviceRadiusKm } = location;
      const row = { ...rest, city, lat: lat ?? null, lng: lng ?? null, serviceRadiusKm };
      const overrides = { ...row, specializations: [...specializations], services, account };
      const { id } = await insertProvider(db.em(), overrides);
      inserted.push({ providerId: id, accountId: account, location, services, specializations, ...rest });
    }
    return inserted;
  }
});

function byTotalThenId(a: Candidate, b: Candidate): number {
  return b.staticTotal - a.staticTotal || (a.providerId < b.providerId ? -1 : 1);
}
