import { expect } from 'chai';
import { noPlace, placeErrors, toPlace, type PlaceValues } from './place-form.ts';

const place = (location: Partial<PlaceValues['location']>): PlaceValues => ({
  location: { ...noPlace('hair_beauty').location, ...location },
});

describe('the place of a booking', () => {
  it('is where such work is usually done, until somebody says otherwise', () => {
    expect(noPlace('plumbing').location.type).to.equal('consumer_location');
    expect(toPlace(noPlace('hair_beauty'))).to.deep.equal({ type: 'provider_location' });
  });

  it("needs an address unless it is the provider's, and sends none that was written before", () => {
    expect(placeErrors(place({ type: 'other', address: '  ' }))).to.have.property('location.address');
    expect(placeErrors(place({ address: '' }))).to.deep.equal({});
    expect(toPlace(place({ address: '12 Elm Street', instructions: 'Ring twice.' }))).to.deep.equal({
      type: 'provider_location',
      instructions: 'Ring twice.',
    });
    expect(toPlace(place({ type: 'consumer_location', address: '12 Elm Street' }))).to.deep.equal({
      type: 'consumer_location',
      address: '12 Elm Street',
    });
  });
});
