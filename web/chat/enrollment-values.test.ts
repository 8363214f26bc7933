import { expect } from 'chai';
import { enrollmentChanges, enrollmentErrors, enrollmentValues } from './enrollment-values.ts';

const body = {
  fullName: 'Ana Lopez',
  services: [{ serviceType: 'haircut', durationMinutes: 45, price: { min: 4_000, max: 7_000, currency: 'USD' } }],
  location: { city: 'New York', neighborhood: 'Brooklyn', serviceRadiusKm: 10 },
} as const;
const editable = { ...body, services: [...body.services] };

describe('the form of an enrollment that the agent has prepared', () => {
  it('sends nothing that was not changed', () => {
    const opened = enrollmentValues(editable, 'America/New_York');
    expect(enrollmentErrors(opened)).to.deep.equal({});
    expect(enrollmentChanges(opened, opened)).to.deep.equal({});
  });

  it('sends what was changed, lists and objects as a whole, and null for what was emptied', () => {
    const opened = enrollmentValues(editable, 'America/New_York');
    const [service] = opened.services;
    const changed = { ...opened, fullName: ' ', services: [{ ...service!, price: { min: '45', max: '70' } }] };
    expect(enrollmentChanges(changed, opened)).to.deep.equal({
      enrollment: {
        fullName: null,
        services: [
          {
            serviceType: 'haircut',
            durationMinutes: 45,
            price: { min: 4_500, max: 7_000, currency: 'USD' },
            licenseNumber: null,
          },
        ],
      },
    });
  });

  it('says which amounts and numbers cannot be read', () => {
    const opened = enrollmentValues(editable, 'America/New_York');
    const [service] = opened.services;
    const wrong = { ...opened, services: [{ ...service!, price: { min: 'x', max: '70' }, durationMinutes: '' }] };
    expect(enrollmentErrors(wrong)).to.have.all.keys('services.0.price.min', 'services.0.durationMinutes');
  });
});
