import { ActivityFailure, ApplicationFailure, CancelledFailure } from '@temporalio/common';
import { expect } from 'chai';
import { FAULT } from '#domain/faults.ts';
import { BOOKING_LIFECYCLE } from '#domain/lifecycles/booking.ts';
import { REFUSAL_CODES } from '#domain/refusals.ts';
import { causeOf, reasonOf } from './cause.ts';
import { isFault } from './faults.ts';
import { isOutOfDate } from './out-of-date.ts';
import { refusal } from './refusal.ts';
import { refuseUnless } from './refuse.ts';

const scheduled = (cause: Error): ActivityFailure =>
  new ActivityFailure('Activity task failed', 'closeOffer', 'id', 'MAXIMUM_ATTEMPTS_REACHED', 'worker', cause);

/** Codes that say something of the aggregate's state; all others are about what was asked. */
const OF_THE_STATE = [
  'invalid_transition',
  'request_closed',
  'offer_closed',
  'offer_already_open',
  'stale_revision',
  'review_closed',
];

describe('a failure of an activity', () => {
  it('is what the activity threw on purpose, whether it was scheduled or local', () => {
    const thrown = refusal('offer_closed', 'too late');
    expect(causeOf(thrown)).to.equal(thrown);
    expect(causeOf(scheduled(thrown))).to.equal(thrown);
    expect(causeOf(scheduled(new CancelledFailure('away')))).to.equal(undefined);
    for (const other of [new Error('x'), undefined, 'x']) expect(causeOf(other)).to.equal(undefined);
  });

  it('has a reason that quotes nothing', () => {
    expect(reasonOf(scheduled(refusal('offer_closed', 'said Ann')))).to.equal('offer_closed');
    expect(reasonOf(scheduled(new TypeError('said Ann')))).to.equal('TypeError');
    expect(reasonOf(new RangeError('said Ann'))).to.equal('RangeError');
    expect(reasonOf('said Ann')).to.equal('unknown');
  });

  it('means that Postgres knows better only where it is about the state', () => {
    const codes = REFUSAL_CODES.filter((code) => isOutOfDate(scheduled(refusal(code, 'no'))));
    expect(codes).to.deep.equal(OF_THE_STATE);
    expect(isOutOfDate(refusal('offer_closed', 'no')), 'a local one').to.equal(true);
    for (const other of [new Error('x'), undefined, scheduled(new CancelledFailure('away'))]) {
      expect(isOutOfDate(other)).to.equal(false);
    }
  });

  it('is a fault, which says nothing of the state, where somebody must mend something first', () => {
    const fault = ApplicationFailure.nonRetryable('a bug', FAULT);
    expect([isFault(fault), isFault(scheduled(fault))]).to.deep.equal([true, true]);
    expect([isOutOfDate(fault), isOutOfDate(scheduled(fault))]).to.deep.equal([false, false]);
    expect([isFault(refusal('offer_closed', 'no')), isFault(undefined)]).to.deep.equal([false, false]);
    expect(FAULT).to.equal('internal');
  });
});

describe('refusal', () => {
  it('carries its code and what it tells beside, is never retried and is no fault', () => {
    const told = refusal('outside_window', 'too early', { opensAt: 'then' });
    expect(told).to.include({ message: 'too early', type: 'outside_window', nonRetryable: true, category: 'BENIGN' });
    expect(told.details).to.deep.equal([{ opensAt: 'then' }]);
    expect(refusal('own_request', 'no').details ?? []).to.deep.equal([]);
  });
});

describe('refuseUnless', () => {
  const facts = { check_in_open: false, started: false, not_started: true, review_open: false };
  const refusedTo = (work: () => void): ApplicationFailure => {
    try {
      work();
    } catch (failure) {
      return failure as ApplicationFailure;
    }
    throw new Error('it was allowed');
  };

  it('lets pass what the table allows', () => {
    refuseUnless(BOOKING_LIFECYCLE, 'confirmed', 'cancel', 'consumer', facts);
  });

  it('says what is not possible to whom, and which guard does not hold', () => {
    const late = refusedTo(() => refuseUnless(BOOKING_LIFECYCLE, 'cancelled', 'cancel', 'consumer', facts));
    expect(late.type).to.equal('invalid_transition');
    expect(late.message).to.equal('Booking is cancelled; cancel is not possible for the consumer');
    const early = refusedTo(() =>
      refuseUnless(BOOKING_LIFECYCLE, 'confirmed', 'check_in', 'provider', facts, 'review_closed'),
    );
    expect(early.type).to.equal('review_closed');
    expect(early.message).to.equal(
      'Booking is confirmed; check_in is not possible for the provider: check in open does not hold',
    );
  });

  it('explains a guard in words of its own, and nothing else', () => {
    const explained = { code: 'outside_window', message: 'too early', info: { opensAt: 'then' } } as const;
    const explain = (guard: string) => (guard === 'check_in_open' ? explained : undefined);
    const check = (command: 'check_in' | 'complete', side: 'provider' | 'consumer') =>
      refusedTo(() => refuseUnless(BOOKING_LIFECYCLE, 'confirmed', command, side, facts, undefined, explain));
    expect(check('check_in', 'provider')).to.include({ type: 'outside_window', message: 'too early' });
    expect(check('check_in', 'provider').details).to.deep.equal([{ opensAt: 'then' }]);
    expect(check('complete', 'provider').type).to.equal('invalid_transition');
    expect(check('check_in', 'consumer').type).to.equal('invalid_transition');
  });
});
