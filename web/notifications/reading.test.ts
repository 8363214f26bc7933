import { expect } from 'chai';
import { NOTHING_SEEN, see } from './reading.ts';

describe('what is seen of the notifications', () => {
  const list = [
    { seq: 7, isRead: false },
    { seq: 5, isRead: false },
    { seq: 2, isRead: true },
  ];

  it('is read up to its newest, and what was unread stays marked for the visit', () => {
    const seen = see(NOTHING_SEEN, list);
    expect(seen.upTo).to.equal(7);
    expect([...seen.fresh]).to.have.members([7, 5]);
    const afterwards = see(
      seen,
      list.map((each) => ({ ...each, isRead: true })),
    );
    expect(afterwards, 'nothing to send again').to.equal(seen);
    const more = see(seen, [{ seq: 9, isRead: false }, ...list]);
    expect(more.upTo).to.equal(9);
    expect([...more.fresh]).to.have.members([9, 7, 5]);
  });

  it('is nothing where everything is read', () => {
    expect(see(NOTHING_SEEN, [{ seq: 2, isRead: true }])).to.equal(NOTHING_SEEN);
  });
});
