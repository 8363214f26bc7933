import { expect } from 'chai';
import { requestDraftChanges, requestDraftValues } from './request-draft-form.ts';

const location = { city: 'New York', neighborhood: 'Brooklyn', lat: 40.68, lng: -73.94, maxDistanceKm: 15 };
const body = {
  serviceType: 'haircut',
  category: 'hair_beauty',
  requirements: { specializations: ['curly_hair'], description: '' },
  location,
  budget: { min: 6_000, max: 8_000, currency: 'USD' },
} as const;
const editable = { ...body, requirements: { specializations: ['curly_hair'], description: '' } };

describe('the form of a request that the agent has prepared', () => {
  it('has what is said, and sends nothing that was not changed', () => {
    const opened = requestDraftValues(editable);
    expect(opened).to.deep.include({ serviceType: 'haircut' });
    expect(opened.budget).to.deep.include({ min: '60', max: '80' });
    expect(requestDraftChanges(opened, opened, editable)).to.deep.equal({});
  });

  it('keeps coordinates with their place and drops them with another', () => {
    const opened = requestDraftValues(editable);
    const farther = { ...opened, location: { ...opened.location, maxDistanceKm: '20' } };
    expect(requestDraftChanges(farther, opened, editable)).to.deep.equal({
      location: { ...location, maxDistanceKm: 20 },
    });
    const elsewhere = { ...opened, location: { ...opened.location, neighborhood: 'Queens' } };
    expect(requestDraftChanges(elsewhere, opened, editable).location).not.to.have.any.keys('lat', 'lng');
  });

  it('begins with nothing where nothing is said, and with the present request where a change of it is prepared', () => {
    expect(requestDraftValues({})).to.deep.include({ serviceType: '' });
    const about = { serviceType: 'haircut', city: 'New York', neighborhood: null };
    const opened = requestDraftValues({ budget: { max: 9_000 } }, about);
    expect(opened.location.city).to.equal('New York');
    expect(opened.budget.max).to.equal('90');
  });
});
