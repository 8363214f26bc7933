import { expect } from 'chai';
import { auditFilters, daysOf, enrollmentOrder, enrollmentStatusOf } from './filters.ts';

describe('the filters of the desk', () => {
  it('show the enrollments that wait if nobody says, and all of them on demand', () => {
    expect(enrollmentStatusOf({})).to.equal('pending_verification');
    expect(enrollmentStatusOf({ status: 'nonsense' })).to.equal('pending_verification');
    expect(enrollmentStatusOf({ status: 'rejected' })).to.equal('rejected');
    expect(enrollmentStatusOf({ status: 'all' })).to.equal(undefined);
    expect(['pending_verification', 'draft', undefined].map((each) => enrollmentOrder(each as 'draft'))).to.deep.equal([
      'submitted',
      'newest',
      'newest',
    ]);
  });

  it('ask the audit for whole days of the viewer, the last one included', () => {
    const { from, to } = auditFilters({ from: '2026-02-27', to: '2026-02-28' });
    expect(from).to.equal(new Date(2026, 1, 27).toISOString());
    expect(to).to.equal(new Date(2026, 2, 1).toISOString());
  });

  it('ask for nothing that is not named, and for nothing that the API would refuse', () => {
    expect(auditFilters({ from: 'yesterday', outcome: 'perhaps', unknown: 'x' })).to.deep.equal({});
    expect(auditFilters({ outcome: 'refused', actorId: 'a' })).to.deep.equal({ outcome: 'refused', actorId: 'a' });
    expect(['7', '0', '400', 'x', undefined].map((days) => daysOf({ days }))).to.deep.equal([7, 90, 90, 90, 90]);
  });
});
