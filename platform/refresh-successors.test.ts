import { expect } from 'chai';
import { createRefreshSuccessors } from './refresh-successors.ts';

describe('the successor of a refresh token', () => {
  const successorOf = createRefreshSuccessors('a secret');
  const used = { id: '01970e3c-5f5e-7c1a-9d2b-3f4e5a6b7c8d', token: 'a token' };

  it('is the same each time, and one of the 256 bits that every refresh token has', () => {
    expect(successorOf(used)).to.equal(createRefreshSuccessors('a secret')(used));
    expect(successorOf(used)).to.match(/^[\w-]{43}$/);
  });

  it('follows from the token, its row and the secret together, and from no two of them', () => {
    const others = [
      successorOf({ ...used, token: 'another token' }),
      successorOf({ ...used, id: '01970e3c-5f5e-7c1a-9d2b-3f4e5a6b7c8e' }),
      createRefreshSuccessors('another secret')(used),
    ];
    expect(new Set([successorOf(used), ...others])).to.have.property('size', 4);
  });
});
