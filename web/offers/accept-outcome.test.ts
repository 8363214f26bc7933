import { expect } from 'chai';
import type { ProblemCode } from '#contracts/problem.ts';
import { OfflineError, ProblemError } from '#web/api/problem-error.ts';
import { refusedBy } from './accept-outcome.ts';

const problem = (code: ProblemCode, info?: Record<string, unknown>) =>
  new ProblemError({ code, status: 409, detail: 'no', ...(info && { info }) });
const terms = {
  revision: 2,
  price: { amount: 7000, currency: 'USD' },
  priceNotes: null,
  availableSlots: [],
  expiresAt: '2026-03-02T12:30:00.000Z',
};

describe('an acceptance that was refused', () => {
  it('shows the present terms of an offer that has changed', () => {
    for (const code of ['stale_revision', 'slot_not_offered'] as const) {
      expect(refusedBy(problem(code, terms)), code).to.deep.equal({ kind: 'changed', now: terms });
    }
  });

  it('keeps the other slots when one is gone', () => {
    for (const code of ['slot_taken', 'slot_not_free'] as const) {
      expect(refusedBy(problem(code)).kind, code).to.equal('slot_gone');
    }
  });

  it('gives up an offer that is closed', () => {
    for (const code of ['offer_closed', 'request_closed', 'invalid_transition', 'provider_unavailable'] as const) {
      expect(refusedBy(problem(code)).kind, code).to.equal('closed');
    }
  });

  it('leaves everything else to be tried again', () => {
    for (const error of [problem('quota_used_up'), problem('stale_revision'), new OfflineError('away'), 'odd']) {
      expect(refusedBy(error)).to.deep.equal({ kind: 'failed', error });
    }
  });
});
