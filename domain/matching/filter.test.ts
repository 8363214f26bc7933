import { expect } from 'chai';
import { isSameCity, rejectionOf } from './filter.ts';
import type { MatchProvider, MatchRequest } from './types.ts';

const centre = { city: 'Berlin', lat: 52.52, lng: 13.405 };
const tenKmNorth = { city: 'Hohen Neuendorf', lat: 52.62, lng: 13.405 }; // from the middle of one area to that of the other

function useRequest(location: Partial<MatchRequest['location']> = {}): MatchRequest {
  return {
    consumerId: 'c',
    category: 'hair_beauty',
    serviceType: 'haircut',
    specializations: [],
    location: { ...centre, maxDistanceKm: 20, ...location },
  };
}

function useProvider(change: Partial<MatchProvider> = {}): MatchProvider {
  return {
    providerId: 'p',
    accountId: 'a',
    status: 'active',
    location: { ...tenKmNorth, serviceRadiusKm: 20 },
    services: [{ category: 'hair_beauty', serviceType: 'haircut', priceMin: 1, priceMax: 2, currency: 'EUR' }],
    specializations: [],
    rating: null,
    responseRate: null,
    ...change,
  };
}

describe('rejectionOf', () => {
  it('lets a provider through who is active, offers the service and is near enough for both', () => {
    expect(rejectionOf(useRequest(), useProvider())).to.equal(null);
  });

  it('names a provider who is not active, before anything else', () => {
    expect(rejectionOf(useRequest(), useProvider({ status: 'paused', services: [] }))).to.equal('inactive');
    expect(rejectionOf(useRequest(), useProvider({ status: 'inactive' }))).to.equal('inactive');
  });

  it('names the consumer themselves, whatever they offer and wherever they are', () => {
    const own = { accountId: 'c' };
    expect(rejectionOf(useRequest(), useProvider(own))).to.equal('own_request');
    expect(rejectionOf(useRequest(), useProvider({ ...own, services: [] }))).to.equal('own_request');
    expect(rejectionOf(useRequest(), useProvider({ ...own, status: 'paused' }))).to.equal('inactive');
  });

  it('tells another category from another service of the category', () => {
    const service = {
      category: 'plumbing',
      serviceType: 'leak_repair',
      priceMin: 1,
      priceMax: 2,
      currency: 'EUR',
    } as const;
    expect(rejectionOf(useRequest(), useProvider({ services: [service] }))).to.equal('category');
    const sibling = { ...service, category: 'hair_beauty', serviceType: 'hair_color' } as const;
    expect(rejectionOf(useRequest(), useProvider({ services: [service, sibling] }))).to.equal('service_type');
    const both = useProvider({ services: [sibling, ...useProvider().services] });
    expect(rejectionOf(useRequest(), both), 'one of several services is enough').to.equal(null);
  });

  it('asks for a place inside the radius of both sides, and counts the edge as inside', () => {
    const near = useProvider({ location: { ...tenKmNorth, serviceRadiusKm: 10 } });
    expect(rejectionOf(useRequest(), near)).to.equal('outside_provider_radius');
    expect(rejectionOf(useRequest({ maxDistanceKm: 10 }), useProvider())).to.equal('outside_consumer_distance');
    const atTheDoor = useProvider({ location: { ...centre, serviceRadiusKm: 0 } });
    expect(rejectionOf(useRequest({ maxDistanceKm: 0 }), atTheDoor)).to.equal(null);
  });

  it('compares cities only where either side has no coordinates', () => {
    const unplaced = useRequest({ lat: null, lng: null });
    expect(rejectionOf(unplaced, useProvider())).to.equal('other_city');
    const sameCity = useProvider({ location: { city: ' berlin ', serviceRadiusKm: 1 } });
    expect(rejectionOf(unplaced, sameCity)).to.equal(null);
    expect(rejectionOf(useRequest(), sameCity)).to.equal(null);
    expect(
      rejectionOf(useRequest(), useProvider({ location: { city: 'Potsdam', lat: 52.4, serviceRadiusKm: 99 } })),
    ).to.equal('other_city');
    const halves = [{ lat: null }, { lng: null }, { lat: undefined }, { lng: undefined }];
    for (const half of halves) {
      const far = { ...centre, city: 'Potsdam', serviceRadiusKm: 99, ...half };
      expect(rejectionOf(useRequest(half), useProvider()), 'the request is half placed').to.equal('other_city');
      expect(rejectionOf(useRequest(), useProvider({ location: far })), 'the provider is').to.equal('other_city');
    }
    expect(isSameCity('Berlin', 'Bern')).to.equal(false);
  });
});
