import { expect } from 'chai';
import { eventActor, eventTitle } from './timeline-words.ts';

describe('a timeline in words', () => {
  it('says what happened, how often and by whom', () => {
    expect(eventTitle({ type: 'request.edited', repeated: 3 })).to.equal('Request changed 3 times');
    expect(eventActor({ actor: 'provider' })).to.equal('by the provider');
    expect(eventActor({ actor: 'consumer' }, { consumer: 'you' })).to.equal('by you');
  });

  it('leaves out who did it where nobody did, and reads a kind that it does not know as it is called', () => {
    expect(eventActor({ actor: 'system' })).to.equal(undefined);
    expect(eventTitle({ type: 'booking.no_show_reported', repeated: 1 })).to.equal('Booking no show reported');
  });
});
