import { expect } from 'chai';
import { actsOn, isLeftToOthers } from './account-acts.ts';

describe('what operators can do to an account', () => {
  it('is what would change something', () => {
    expect(actsOn({ status: 'active', roles: ['consumer'], openLogins: 2 })).to.deep.equal([
      'suspend',
      'grant',
      'signOut',
    ]);
    expect(actsOn({ status: 'suspended', roles: ['consumer', 'admin'], openLogins: 0 })).to.deep.equal([
      'reinstate',
      'revoke',
    ]);
  });

  it('leaves suspending and demoting oneself to others', () => {
    expect(isLeftToOthers('suspend', true)).to.equal(true);
    expect(isLeftToOthers('revoke', true)).to.equal(true);
    expect(isLeftToOthers('signOut', true)).to.equal(false);
    expect(isLeftToOthers('suspend', false)).to.equal(false);
  });
});
