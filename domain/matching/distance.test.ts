import { expect } from 'chai';
import fc from 'fast-check';
import { distanceKm, EARTH_RADIUS_KM, type Coordinates } from './distance.ts';

const places = fc.record({
  lat: fc.double({ min: -90, max: 90, noNaN: true }),
  lng: fc.double({ min: -180, max: 180, noNaN: true }),
});

/** The formula of PostgreSQL's earthdistance: the chord between two points of a sphere, made an arc. */
function byChord(a: Coordinates, b: Coordinates): number {
  const point = ({ lat, lng }: Coordinates) => {
    const [phi, lambda] = [(lat * Math.PI) / 180, (lng * Math.PI) / 180];
    return [Math.cos(phi) * Math.cos(lambda), Math.cos(phi) * Math.sin(lambda), Math.sin(phi)] as const;
  };
  const [p, q] = [point(a), point(b)];
  const chord = Math.hypot(p[0] - q[0], p[1] - q[1], p[2] - q[2]);
  return 2 * EARTH_RADIUS_KM * Math.asin(Math.min(1, chord / 2));
}

describe('distanceKm', () => {
  it('measures known distances', () => {
    const berlin = { lat: 52.52, lng: 13.405 };
    expect(distanceKm(berlin, { lat: 48.8566, lng: 2.3522 })).to.be.closeTo(878.5, 1);
    expect(distanceKm(berlin, berlin)).to.equal(0);
    expect(distanceKm({ lat: 0, lng: 0 }, { lat: 0, lng: 180 })).to.be.closeTo(Math.PI * EARTH_RADIUS_KM, 1e-6);
    expect(distanceKm({ lat: 10, lng: 179.9 }, { lat: 10, lng: -179.9 })).to.be.below(22); // across the date line
  });

  it('agrees with the formula of the database to a centimetre, short of the antipode', () => {
    fc.assert(
      fc.property(places, places, (a, b) => {
        const distance = distanceKm(a, b);
        if (distance < 19_000) expect(distance).to.be.closeTo(byChord(a, b), 1e-5);
      }),
    );
  });

  it('is the same both ways and at most half way round', () => {
    fc.assert(
      fc.property(places, places, (a, b) => {
        expect(distanceKm(a, b)).to.be.closeTo(distanceKm(b, a), 1e-9);
        expect(distanceKm(a, b)).to.be.within(0, Math.PI * EARTH_RADIUS_KM);
      }),
    );
  });
});
