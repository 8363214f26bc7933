import { expect } from 'chai';
import type { Schema } from '#web/api/client.ts';
import { completionErrors, completionOf, toCompletion } from './completion-form.ts';

const booking = {
  scheduledStart: '2026-03-03T09:00:00.000Z',
  scheduledEnd: '2026-03-03T10:30:00.000Z',
  price: { amount: 4500, currency: 'USD' },
} as Schema<'Booking'>;

describe('the form that completes a booking', () => {
  it('begins with what was agreed', () => {
    expect(toCompletion(completionOf(booking), booking)).to.deep.equal({
      actualDurationMinutes: 90,
      finalPrice: { amount: 4500, currency: 'USD' },
    });
  });

  it('says what it cannot read', () => {
    const values = { actualDurationMinutes: '1.5', finalPrice: { amount: 'much' }, notes: '' };
    expect(Object.keys(completionErrors(values, 'USD'))).to.have.members([
      'actualDurationMinutes',
      'finalPrice.amount',
    ]);
    for (const actualDurationMinutes of ['0', '-5', '1441', '']) {
      expect(completionErrors({ ...completionOf(booking), actualDurationMinutes }, 'USD')).to.have.property(
        'actualDurationMinutes',
      );
    }
    expect(completionErrors(completionOf(booking), 'USD')).to.deep.equal({});
  });
});
