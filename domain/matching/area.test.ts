import { expect } from 'chai';
import fc from 'fast-check';
import { AREAS_A_DEGREE, areaOf, PRIVACY_RADIUS_KM, shownDistanceKm, shownScore } from './area.ts';
import { distanceKm, type Coordinates } from './distance.ts';
import { placeDistanceKm, rejectionOf } from './filter.ts';
import { DEFAULT_WEIGHTS, staticScores, staticTotal } from './score.ts';
import type { MatchProvider, MatchRequest } from './types.ts';

const degrees = (limit: number) => fc.integer({ min: -limit * 1e6, max: limit * 1e6 }).map((steps) => steps / 1e6);
const anywhere = fc.record({ lat: degrees(90), lng: degrees(180) });
const inTowns = fc.record({ lat: degrees(70), lng: degrees(180) });
const near = ({ lat, lng }: Coordinates, [north, east]: readonly [number, number]): Coordinates => ({
  lat: Math.max(-90, Math.min(90, lat + north)),
  lng: lng + east,
});
const steps = fc.tuple(degrees(1), degrees(1)).map(([north, east]) => [north / 20, east / 20] as const);

const request = (at: Coordinates, maxDistanceKm: number): MatchRequest => ({
  consumerId: 'c',
  category: 'hair_beauty',
  serviceType: 'haircut',
  specializations: [],
  location: { city: 'X', ...at, maxDistanceKm },
});
const provider = (at: Coordinates, serviceRadiusKm: number): MatchProvider => ({
  providerId: 'p',
  accountId: 'a',
  status: 'active',
  location: { city: 'X', ...at, serviceRadiusKm },
  services: [{ category: 'hair_beauty', serviceType: 'haircut', priceMin: 1, priceMax: 2, currency: 'USD' }],
  specializations: [],
  rating: null,
  responseRate: null,
});

/** Everything that either side can learn of where the other one is: whether they match, how far, and with which scores. */
function answer(asked: MatchRequest, known: MatchProvider) {
  const scores = staticScores(asked, known);
  const distance = placeDistanceKm(asked.location, known.location);
  return {
    rejection: rejectionOf(asked, known),
    distance: distance === null ? null : shownDistanceKm(distance),
    location: shownScore(scores.location),
    order: staticTotal(scores, DEFAULT_WEIGHTS), // not shown, and yet a list is ordered by it
  };
}

/** The corners of an area, a hair inside. */
function cornersOf(home: Coordinates): Coordinates[] {
  const middle = areaOf(home);
  const isInside = (place: Coordinates) => JSON.stringify(areaOf(place)) === JSON.stringify(middle);
  const edge = (unit: Coordinates): number => {
    let [inside, outside] = [0, 0.5];
    for (let round = 0; round < 40; round += 1) {
      const half = (inside + outside) / 2;
      if (isInside(near(middle, [unit.lat * half, unit.lng * half]))) inside = half;
      else outside = half;
    }
    return inside;
  };
  const [north, east] = [edge({ lat: 1, lng: 0 }), edge({ lat: 0, lng: 1 })];
  return [
    [north, east],
    [north, -east],
    [-north, east],
    [-north, -east],
  ].map(([up = 0, right = 0]) => near(middle, [up * 0.999, right * 0.999]));
}

describe('areaOf', () => {
  it('gives areas that are as wide as the way round the earth allows, wider towards the poles', () => {
    const widthAt = (lat: number): number => {
      const { lng } = areaOf({ lat, lng: 0 });
      return Math.round(lng * 2 * AREAS_A_DEGREE);
    };
    const widths = { 0: 1, 59.9: 1, 60: 2, 74.9: 2, 75: 4, 82.9: 4, 83: 100, 87.9: 100, 88: 18_000, 90: 18_000 };
    for (const [lat, width] of Object.entries(widths)) {
      expect(widthAt(Number(lat)), lat).to.equal(width);
      expect(widthAt(Math.max(-90, -Number(lat) - 0.001)), `${lat} south`).to.equal(width);
    }
  });
});

describe('where somebody lives', () => {
  it('is the same for every answer, whoever asks from wherever, as long as it is in one area', () => {
    fc.assert(
      fc.property(inTowns, steps, fc.double({ min: 0.1, max: 60, noNaN: true }), (home, step, radiusKm) => {
        const asker = near(home, step);
        for (const corner of cornersOf(home)) {
          expect(areaOf(corner)).to.deep.equal(areaOf(home));
          const [there, here] = [corner, home].map((at) => answer(request(asker, radiusKm), provider(at, 40)));
          expect(there, 'to a consumer').to.deep.equal(here);
          const [then, now] = [corner, home].map((at) => answer(request(at, 40), provider(asker, radiusKm)));
          expect(then, 'to a provider').to.deep.equal(now);
        }
      }),
      { numRuns: 200 },
    );
  });

  it('cannot be found by trilateration: what is left is never smaller than the privacy radius', () => {
    const attack = fc.array(steps, { minLength: 30, maxLength: 30 });
    fc.assert(
      fc.property(inTowns, attack, (home, askers) => {
        const asked = askers.map((step) => request(near(home, step), 60));
        const error = (guess: Coordinates): number =>
          asked.reduce((sum, each) => sum + Math.abs(measured(each, guess) - measured(each, home)), 0);
        const guess = descend(near(home, askers[0] ?? [0, 0]), error);
        const worst = Math.max(...cornersOf(home).map((possible) => distanceKm(possible, guess)));
        expect(worst, 'how far from the guess somebody of the same answers lives').to.be.at.least(PRIVACY_RADIUS_KM);
      }),
      { numRuns: 60 },
    );
  });

  it('lies in an area of which every corner is further from the middle than the privacy radius', () => {
    fc.assert(
      fc.property(inTowns, (home) => {
        for (const corner of cornersOf(home)) {
          expect(distanceKm(areaOf(home), corner)).to.be.within(PRIVACY_RADIUS_KM, 2);
        }
      }),
    );
  });

  it('has an area everywhere on earth, which is its own', () => {
    fc.assert(
      fc.property(anywhere, (home) => {
        const area = areaOf(home);
        expect(Math.abs(area.lat)).to.be.below(90);
        expect(areaOf(area)).to.deep.equal(area);
      }),
    );
  });
});

describe('what is shown of a match', () => {
  it('is whole kilometres, never none, and hundredths of a score', () => {
    expect([0, 0.4, 1.4, 1.6, 12.49].map(shownDistanceKm)).to.deep.equal([1, 1, 1, 2, 12]);
    expect([-1e-9, 0, 0.123, 0.875, 1.000_000_1].map(shownScore)).to.deep.equal([0, 0, 0.12, 0.88, 1]);
  });
});

function measured(asked: MatchRequest, at: Coordinates): number {
  return placeDistanceKm(asked.location, { city: 'X', ...at }) ?? 0;
}

/** Goes from place to place as long as the answers fit better, in ever smaller steps. */
function descend(from: Coordinates, error: (guess: Coordinates) => number): Coordinates {
  let best = from;
  for (let size = 0.05; size > 1e-5; size /= 2) {
    for (const [north, east] of [
      [1, 0],
      [-1, 0],
      [0, 1],
      [0, -1],
    ] as const) {
      for (let next = near(best, [north * size, east * size]); error(next) < error(best);) {
        best = next;
        next = near(best, [north * size, east * size]);
      }
    }
  }
  return best;
}
