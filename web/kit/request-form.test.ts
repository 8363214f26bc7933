import { expect } from 'chai';
import type { Schema } from '#web/api/client.ts';
import { NO_REQUEST, requestErrors, toEditBody, toRequestBody, toRequestValues } from './request-form.ts';

const request = {
  category: 'hair_beauty',
  serviceType: 'haircut',
  requirements: { specializations: ['curly_hair'], description: 'Keep the curls.' },
  location: { city: 'New York', neighborhood: 'Brooklyn', lat: 40.6782, lng: -73.9442, maxDistanceKm: 15 },
  timing: { urgency: 'specific_date', preferredDates: ['2026-11-28'], preferredTimes: ['morning'], flexibility: null },
  budget: { min: 6000, max: 7950, currency: 'USD', flexibility: 'strict' },
  media: [],
} as unknown as Schema<'ServiceRequest'>;

describe('the form of a request', () => {
  it('says what is missing, at its field', () => {
    expect(Object.keys(requestErrors(NO_REQUEST))).to.have.members(['serviceType', 'location.city']);
    const timing = { ...NO_REQUEST.timing, urgency: 'specific_date' as const };
    const budget = { ...NO_REQUEST.budget, min: '60', max: '' };
    expect(Object.keys(requestErrors({ ...toRequestValues(request), timing, budget }))).to.have.members([
      'timing.preferredDates.0',
      'budget.max',
    ]);
    expect(requestErrors({ ...toRequestValues(request), budget: { ...budget, max: 'much' } })).to.deep.equal({
      'budget.max': 'Write an amount, such as 80.',
    });
    expect(requestErrors(toRequestValues(request))).to.deep.equal({});
  });

  it('sends what was written, and neither dates nor a budget that do not count', () => {
    const values = toRequestValues(request);
    expect(toRequestBody(values)).to.deep.include({
      category: 'hair_beauty',
      budget: { min: 6000, max: 7950, currency: 'USD', flexibility: 'strict' },
    });
    const anyDay = { ...values, timing: { ...values.timing, urgency: 'flexible' as const }, budget: NO_REQUEST.budget };
    const body = toRequestBody(anyDay);
    expect(body.timing?.preferredDates).to.deep.equal([]);
    expect(body.budget).to.equal(null);
  });

  it('edits what has changed only, and keeps the coordinates of a place that has not', () => {
    const values = toRequestValues(request);
    expect(toEditBody(values, request)).to.equal(undefined);
    expect(toEditBody({ ...values, serviceType: 'hair_color' }, request)).to.deep.equal({
      category: 'hair_beauty',
      serviceType: 'hair_color',
    });
    const nearer = { ...values, location: { ...values.location, maxDistanceKm: '5' } };
    expect(toEditBody(nearer, request)).to.deep.equal({ location: { ...request.location, maxDistanceKm: 5 } });
    const moved = { ...values, location: { ...values.location, neighborhood: 'Queens' } };
    expect(toEditBody(moved, request)?.location).to.not.have.property('lat');
  });
});
