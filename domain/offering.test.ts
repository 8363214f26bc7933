import { expect } from 'chai';
import { PROVIDER_STATUSES } from './accounts.ts';
import { dealObstacle, offerObstacle, type Offering } from './offering.ts';

const WORK = { category: 'hair_beauty', serviceType: 'haircut' };
const consumer = { accountId: 'c', accountStatus: 'active' } as const;
const themselves = { ...consumer, accountId: 'p' };
const provider = { accountId: 'p', accountStatus: 'active', status: 'active' } as const;
const offering: Offering = { consumer, provider, isLead: true, asked: WORK, offered: { ...WORK } };

describe('dealObstacle', () => {
  it('lets two people deal with each other', () => {
    expect(dealObstacle({ consumer, provider })).to.equal(null);
  });

  it('lets nobody deal with themselves, whatever else is in the way', () => {
    for (const status of PROVIDER_STATUSES) {
      expect(dealObstacle({ consumer: themselves, provider: { ...provider, status } })).to.equal('own_request');
    }
  });

  it('books nobody who is paused, inactive or suspended', () => {
    const away = [{ status: 'paused' }, { status: 'inactive' }, { accountStatus: 'suspended' }] as const;
    for (const change of away) {
      const obstacle = dealObstacle({ consumer, provider: { ...provider, ...change } });
      expect(obstacle, JSON.stringify(change)).to.equal('provider_unavailable');
    }
  });
});

describe('a suspended consumer', () => {
  it('books nobody, and is offered nothing', () => {
    const suspended = { ...consumer, accountStatus: 'suspended' } as const;
    expect(dealObstacle({ consumer: suspended, provider })).to.equal('request_on_hold');
    expect(offerObstacle({ ...offering, consumer: suspended })).to.equal('request_on_hold');
  });
});

describe('offerObstacle', () => {
  it('lets a provider with a lead offer the work that is asked for', () => {
    expect(offerObstacle(offering)).to.equal(null);
  });

  it('asks for the lead, and for a service of the kind that is asked for', () => {
    expect(offerObstacle({ ...offering, isLead: false })).to.equal('not_a_lead');
    expect(offerObstacle({ ...offering, offered: null })).to.equal('service_mismatch');
    for (const change of [{ category: 'plumbing' }, { serviceType: 'hair_color' }]) {
      expect(offerObstacle({ ...offering, offered: { ...WORK, ...change } })).to.equal('service_mismatch');
    }
  });

  it('refuses whatever no deal can come of', () => {
    expect(offerObstacle({ ...offering, consumer: themselves })).to.equal('own_request');
    expect(offerObstacle({ ...offering, provider: { ...provider, status: 'paused' } })).to.equal(
      'provider_unavailable',
    );
  });
});
