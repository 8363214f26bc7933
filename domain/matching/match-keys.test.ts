import { expect } from 'chai';
import { areaOf } from './area.ts';
import { matchKeys } from './match-keys.ts';

const names = { city: ' München ', specializations: ['Fades', 'KIDS'] };

describe('matchKeys', () => {
  it('compares names by their keys and a place by the middle of its area', () => {
    const place = { lat: 48.137, lng: 11.575 };
    const { lat: areaLat, lng: areaLng } = areaOf(place);
    const keys = { cityKey: 'münchen', specializationKeys: ['fades', 'kids'] };
    expect(matchKeys({ ...names, ...place })).to.deep.equal({ ...keys, areaLat, areaLng });
    expect(matchKeys({ ...names, lat: 0, lng: 0 })).to.deep.include({ areaLat: areaOf({ lat: 0, lng: 0 }).lat });
  });

  it('has both coordinates of an area or neither', () => {
    for (const half of [{}, { lat: 48 }, { lng: 11 }, { lat: null, lng: 11 }, { lat: 48, lng: null }]) {
      expect(matchKeys({ ...names, ...half })).to.include({ areaLat: null, areaLng: null });
    }
  });
});
