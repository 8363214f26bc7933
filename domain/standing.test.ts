import { expect } from 'chai';
import { ACCOUNT_STATUSES, PROVIDER_STATUSES } from './accounts.ts';
import { closesAtMs, isTrading } from './standing.ts';

describe('isTrading', () => {
  it('lets nobody take part but an active account, on the other side with an active provider', () => {
    const who = ACCOUNT_STATUSES.flatMap((accountStatus) => [
      { accountStatus },
      ...PROVIDER_STATUSES.map((providerStatus) => ({ accountStatus, providerStatus })),
    ]);
    expect(who.filter(isTrading)).to.deep.equal([
      { accountStatus: 'active' },
      { accountStatus: 'active', providerStatus: 'active' },
    ]);
  });
});

describe('closesAtMs', () => {
  it('counts the grace from the suspension, and knows no end for somebody who takes part', () => {
    expect(closesAtMs('suspended', 1_000, 500)).to.equal(1_500);
    expect(closesAtMs('active', 1_000, 500)).to.equal(undefined);
    expect(closesAtMs('suspended', null, 500)).to.equal(undefined);
  });
});
