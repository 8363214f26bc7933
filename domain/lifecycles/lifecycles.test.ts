import { expect } from 'chai';
import fc from 'fast-check';
import { BOOKING_LIFECYCLE, bookingRefusal, LIVE_BOOKING_STATUSES } from './booking.ts';
import { ENROLLMENT_LIFECYCLE, isEditableEnrollment } from './enrollment.ts';
import { LIFECYCLES } from './index.ts';
import { OFFER_LIFECYCLE } from './offer.ts';
import { isOpenRequest, REQUEST_LIFECYCLE, REQUEST_STATUSES, requestRefusal } from './request.ts';
import { allowedCommands, decide, isFinal, SIDES, type Lifecycle } from './transitions.ts';

type AnyLifecycle = Lifecycle<string, string, string>;
const all = LIFECYCLES as unknown as readonly AnyLifecycle[];
const anyFacts = (lifecycle: AnyLifecycle, holds: boolean): Record<string, boolean> =>
  Object.fromEntries(lifecycle.transitions.flatMap(({ guard }) => (guard === undefined ? [] : [[guard, holds]])));

describe('lifecycles', () => {
  for (const lifecycle of all) {
    describe(lifecycle.name, () => {
      it('names only statuses that it lists', () => {
        for (const { from, to } of lifecycle.transitions) {
          expect(lifecycle.statuses).to.include(from);
          expect(lifecycle.statuses).to.include(to);
        }
      });

      it('has one outcome for a command given by a side in a state', () => {
        const keys = lifecycle.transitions.flatMap(({ from, command, by }) =>
          by.map((side) => `${from} ${command} ${side}`),
        );
        expect(new Set(keys).size).to.equal(keys.length);
      });

      it('refuses every pair of state and command that is not in its table, for everybody', () => {
        const commands = [...new Set(lifecycle.transitions.map(({ command }) => command))];
        fc.assert(
          fc.property(
            fc.constantFrom(...lifecycle.statuses),
            fc.constantFrom(...commands),
            fc.constantFrom(...SIDES),
            fc.boolean(),
            (status, command, side, holds) => {
              const facts = anyFacts(lifecycle, holds);
              const move = lifecycle.transitions.find(
                (each) =>
                  each.from === status &&
                  each.command === command &&
                  each.by.includes(side) &&
                  (holds || each.guard === undefined),
              );
              const decision = decide(lifecycle, status, command, side, facts);
              expect(decision.allowed).to.equal(move !== undefined);
              if (decision.allowed) expect(decision.transition.to).to.equal(move?.to);
              expect(allowedCommands(lifecycle, status, side, facts).includes(command)).to.equal(decision.allowed);
            },
          ),
          { numRuns: 500 },
        );
      });

      it('lets nobody do anything with what has ended, but review a completed booking', () => {
        for (const status of lifecycle.statuses.filter((each) => isFinal(lifecycle, each))) {
          for (const side of SIDES) {
            const isReviewed = lifecycle.name === 'Booking' && status === 'completed';
            const left = isReviewed && (side === 'consumer' || side === 'provider') ? ['review'] : [];
            expect(allowedCommands(lifecycle, status, side, anyFacts(lifecycle, true))).to.deep.equal(left);
          }
        }
      });
    });
  }

  it('says why a command is refused', () => {
    const facts = { no_open_offer: false, offer_open: true };
    expect(decide(REQUEST_LIFECYCLE, 'booked', 'cancel', 'consumer', facts)).to.deep.equal({
      allowed: false,
      refusal: { kind: 'status' },
    });
    expect(decide(REQUEST_LIFECYCLE, 'matching', 'cancel', 'provider', facts)).to.deep.equal({
      allowed: false,
      refusal: { kind: 'side' },
    });
    expect(decide(REQUEST_LIFECYCLE, 'matching', 'edit', 'consumer', facts)).to.deep.equal({
      allowed: false,
      refusal: { kind: 'guard', guard: 'no_open_offer' },
    });
  });

  it('refuses with the code of what is over: the reviews of a booking, or a request', () => {
    expect(bookingRefusal('completed', 'review')).to.equal('review_closed');
    expect(bookingRefusal('confirmed', 'review')).to.equal('invalid_transition');
    expect(bookingRefusal('completed', 'cancel')).to.equal('invalid_transition');
    for (const status of REQUEST_STATUSES) {
      expect(requestRefusal(status), status).to.equal(isOpenRequest(status) ? 'invalid_transition' : 'request_closed');
    }
  });

  it('lets an applicant write on exactly where the table has an edit', () => {
    for (const status of ENROLLMENT_LIFECYCLE.statuses) {
      const moves = ENROLLMENT_LIFECYCLE.transitions.filter(
        ({ from, command }) => from === status && command === 'edit',
      );
      expect(isEditableEnrollment(status), status).to.equal(moves.length > 0);
    }
  });

  it('accepts only an offer whose time is not over', () => {
    expect(decide(OFFER_LIFECYCLE, 'pending', 'accept', 'consumer', { not_expired: true }).allowed).to.equal(true);
    expect(decide(OFFER_LIFECYCLE, 'pending', 'accept', 'consumer', { not_expired: false }).allowed).to.equal(false);
    expect(decide(OFFER_LIFECYCLE, 'pending', 'accept', 'provider', { not_expired: true }).allowed).to.equal(false);
  });

  it('counts exactly the states before booked as open', () => {
    expect(REQUEST_STATUSES.filter((status) => isOpenRequest(status))).to.deep.equal([
      'pending',
      'matching',
      'offers_received',
    ]);
  });

  it('holds a slot exactly as long as a booking is not over', () => {
    const live = BOOKING_LIFECYCLE.statuses.filter((status) => !isFinal(BOOKING_LIFECYCLE, status));
    expect(live).to.deep.equal([...LIVE_BOOKING_STATUSES]);
  });
});
