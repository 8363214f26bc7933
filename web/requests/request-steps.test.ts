import { expect } from 'chai';
import type { Schema } from '#web/api/client.ts';
import { requestSteps } from './request-steps.ts';

type Status = Schema<'ServiceRequest'>['status'];

const at = (hour: number) => `2026-03-01T${hour}:00:00.000Z`;

function useSteps(way: readonly Status[], { asked = 5, openOffers = 0 } = {}) {
  const statusHistory = way.map((status, index) => ({
    status,
    at: at(12 + index),
    note: null,
    actor: 'system' as const,
  }));
  const matchedProviders = Array.from({ length: asked }, (_, index) => String(index));
  const request = { status: way.at(-1) ?? 'pending', createdAt: at(12), statusHistory, matchedProviders, openOffers };
  return requestSteps(request, asked > 0 ? at(13) : undefined, (time) => time.slice(11, 13)).map(
    ({ name, state, note }) => [name, state, ...(note === undefined ? [] : [note])].join(' '),
  );
}

describe('the steps of a request', () => {
  it('wait for the next one', () => {
    expect(useSteps(['pending'], { asked: 0 })).to.deep.equal([
      'Sent done 12',
      'Providers asked current',
      'Offers ahead',
      'Booked ahead',
    ]);
    expect(useSteps(['pending', 'matching'])).to.deep.equal([
      'Sent done 12',
      '5 asked done 13',
      'Offers current',
      'Booked ahead',
    ]);
  });

  it('stay at the offers while it is the turn of the person', () => {
    expect(useSteps(['pending', 'matching', 'offers_received'], { openOffers: 1 })).to.deep.equal([
      'Sent done 12',
      '5 asked done 13',
      '1 offer current 14',
      'Booked ahead',
    ]);
  });

  it('are all done when it is booked, and begin again when the booking is lost', () => {
    const way: Status[] = ['pending', 'matching', 'offers_received', 'booked'];
    expect(useSteps(way)).to.deep.equal(['Sent done 12', '5 asked done 13', 'Offers done 14', 'Booked done 15']);
    expect(useSteps([...way, 'matching'])).to.deep.equal([
      'Sent done 12',
      '5 asked done 13',
      'Offers current',
      'Booked ahead',
    ]);
  });

  it('end where the request ended', () => {
    expect(useSteps(['pending', 'matching', 'cancelled'])).to.deep.equal([
      'Sent done 12',
      '5 asked done 13',
      'Cancelled failed 14',
    ]);
    expect(useSteps(['pending', 'matching', 'offers_received', 'expired'])).to.deep.equal([
      'Sent done 12',
      '5 asked done 13',
      'Offers done 14',
      'Expired failed 15',
    ]);
  });
});
