import { expect } from 'chai';
import * as booking from '#workflows/booking/messages.ts';
import * as request from '#workflows/request/messages.ts';
import { factOf } from './outcomes.ts';

describe('factOf', () => {
  const updates = [...Object.values(request), ...Object.values(booking)].filter(
    (each) => typeof each === 'object' && each.type === 'update',
  ) as { name: string }[];

  it('knows by which fact every update is recognised when it comes again', () => {
    expect(updates).to.have.length.greaterThan(8);
    for (const { name } of updates) expect(factOf(name, 'id'), name).to.match(/^id [a-z_]+$/);
  });
  it('throws for an update that it does not know', () => {
    expect(() => factOf('forgetEverything', 'id')).to.throw('no fact is known');
  });
});
