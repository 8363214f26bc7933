import { expect } from 'chai';
import { read } from '#test/support/intake.ts';
import type { RequestDraft } from './types.ts';

const previous: RequestDraft = { category: 'hair_beauty', serviceType: 'haircut' };
const SLOT = { date: '2026-06-13', time: '14:00' };

describe('what somebody wants with a sentence', () => {
  const plain: Record<string, string[]> = {
    greeting: ['hi', 'Hello there!', 'good morning'],
    help: ['help', 'I need help', 'what can you do?', 'how does this work?', 'who are you?'],
    show_offers: [
      'show me the offers',
      'any offers yet?',
      'has anyone replied?',
      'which proposals are there?',
      'offers',
      'what quotes did I get?',
    ],
    request_status: [
      'status',
      "what's happening with my request?",
      'any news?',
      'how long until someone answers?',
      'any update on my haircut?',
      "what's new for me",
      'got anything for us?',
      'has anything come in',
    ],
    cancel_request: [
      'cancel my request',
      'please withdraw the request',
      'cancel',
      'cancel the haircut',
      'call my cleaner off',
      "I don't need a plumber any more",
      'photographer is no longer needed',
    ],
    show_leads: [
      'any new leads?',
      'show jobs near me',
      'leads',
      'any work for me?',
      'matching requests',
      'is there any work around here',
    ],
    approve: ['yes', 'ok', 'I agree', 'looks good, go ahead', 'yes please', 'perfect', 'send it'],
    cancel: [
      'never mind',
      'I changed my mind',
      "I don't want it anymore",
      'scrap it',
      'forget about it',
      'forget it',
      'no thanks',
    ],
    edit: [
      'change the date',
      'I want to edit it',
      'scrap that, make it tomorrow',
      'Sunday would be better',
      'move it to Monday',
    ],
    request: ['I need a haircut', 'tomorrow in Brooklyn', 'a plumber for under $100'],
    unknown: [
      'ok?',
      'can you cancel my booking',
      'is this right?',
      'not perfect',
      'asdf qwer',
      'how is the weather',
      'tell me a joke',
      '',
      '?!',
      '🙂',
    ],
  };
  for (const [kind, texts] of Object.entries(plain)) {
    for (const text of texts) {
      it(`is ${kind} for “${text}”`, () => expect(read(text).intent.kind).to.equal(kind));
    }
  }

  it('tells which offer to book, and when', () => {
    const booking = (text: string) => read(text).intent;
    expect(booking('book the first one on Saturday at two')).to.deep.equal({
      kind: 'book_offer',
      ordinal: 1,
      slot: SLOT,
    });
    expect(booking("I'll take the second offer")).to.deep.equal({ kind: 'book_offer', ordinal: 2 });
    expect(booking('book offer #3')).to.deep.equal({ kind: 'book_offer', ordinal: 3 });
    expect(booking('accept the 2nd one')).to.deep.equal({ kind: 'book_offer', ordinal: 2 });
    expect(booking('go with the cheapest')).to.deep.equal({ kind: 'book_offer', ordinal: 'cheapest' });
    expect(booking('take the last one')).to.deep.equal({ kind: 'book_offer', ordinal: 'last' });
    expect(booking('accept the offer')).to.deep.equal({ kind: 'book_offer' });
    expect(booking('number two please')).to.deep.equal({ kind: 'book_offer', ordinal: 2 });
    expect(booking('the first one')).to.deep.equal({ kind: 'book_offer', ordinal: 1 });
    expect(booking('book a haircut for Saturday').kind).to.equal('request');
  });

  it('tells what a provider offers, and when', () => {
    const offer = (text: string) => read(text).intent;
    const price = { amount: 7500, currency: 'USD' };
    expect(offer('offer $75 for the first lead, Saturday at 2pm')).to.deep.equal({
      kind: 'submit_offer',
      ordinal: 1,
      price,
      slot: SLOT,
    });
    expect(offer('I can do it for $75')).to.deep.equal({ kind: 'submit_offer', price });
    expect(offer('I can come Saturday at 2pm for $75')).to.deep.equal({ kind: 'submit_offer', price, slot: SLOT });
    expect(offer('submit an offer')).to.deep.equal({ kind: 'submit_offer' });
    expect(offer('I can offer $75 for a haircut').kind).to.equal('request');
  });

  it('does nothing that was forbidden, and takes nothing that was only spoken of', () => {
    for (const text of [
      'please never cancel my request',
      "don't book the cheapest",
      'I do not want to accept the offer',
      "don't bid 70 on the second one",
      'do not book me the first one on Saturday at two',
    ]) {
      expect(read(text).intent, text).to.deep.equal({ kind: 'unknown', refuses: 'order' });
    }
    for (const text of [
      'reject the first offer',
      'turn the second one down please',
      'neither of them',
      'I am not interested in the first one',
    ]) {
      expect(read(text).intent, text).to.deep.equal({ kind: 'unknown', refuses: 'offer' });
    }
    for (const text of ['the first one looks dodgy', 'the second one is miles away']) {
      expect(read(text).intent.kind, text).to.equal('unknown');
    }
    for (const text of ["I'll think about the second one", "I didn't cancel"]) {
      expect(read(text).intent.kind, text).to.equal('unknown');
    }
    expect(read('why was my request cancelled').intent.kind).to.equal('request_status');
    expect(read('is the third one any good?').intent.kind).to.equal('show_offers');
    expect(read("don't book the hairdresser on Friday", { previous }).intent.kind).to.equal('edit');
    expect(read('why not book the first one').intent.kind).to.equal('book_offer');
  });

  it('books the one that was not ruled out', () => {
    for (const text of [
      'not the first, the second one',
      'no to the first, yes to the second',
      'the second one instead of the first',
      'book 2nd one not the 1st one',
    ]) {
      expect(read(text).intent, text).to.deep.equal({ kind: 'book_offer', ordinal: 2 });
    }
  });

  it('takes a lead that is left for none that is meant, and an amount that is refused for no price', () => {
    const offer = (ordinal: number, dollars: number) => ({
      kind: 'submit_offer',
      ordinal,
      price: { amount: dollars * 100, currency: 'USD' },
    });
    expect(read("forget lead 1, I'd do the second for 80").intent).to.deep.equal(offer(2, 80));
    expect(read("I can't do 60, 80 for lead 1").intent).to.deep.equal(offer(1, 80));
    expect(read('around 75 for lead 2').intent).to.deep.equal(offer(2, 75));
    expect(read("I wouldn't do it for 60").intent.kind).to.equal('unknown');
    expect(read('can do friday but not for 60').draft.budget).to.equal(undefined);
    expect(read('take my offer on lead 1 back').intent.kind).to.not.equal('book_offer');
  });

  it('looks when somebody wants to look, and books nothing', () => {
    expect(read('I would like to see the second offer').intent.kind).to.equal('show_offers');
    expect(read('show me more about lead 2').intent.kind).to.equal('show_leads');
    for (const text of ['I want a cheaper offer', 'I want to lower my offer to 60']) {
      expect(read(text).intent.kind, text).to.equal('unknown');
    }
  });

  it('takes an offer that is taken back for no request to cancel, and for no bid', () => {
    for (const text of [
      'cancel my offer',
      'withdraw my bid of 60',
      'please take the offer back',
      'pull my second quote',
    ]) {
      expect(read(text).intent, text).to.deep.equal({ kind: 'unknown', isOfOffer: true });
      expect(read(text, { previous }).intent, text).to.deep.equal({ kind: 'unknown', isOfOffer: true });
    }
    expect(read('cancel my haircut because no offers came').intent.kind).to.equal('cancel_request');
    expect(read("don't withdraw my offer").intent).to.deep.equal({ kind: 'unknown', refuses: 'order' });
  });

  it('tells a question for the offers on ordered work from an order for offers', () => {
    const asked = [
      'any offers for my haircut',
      'who offered for my haircut',
      'offers for my haircut',
      'any bids on my request',
    ];
    for (const text of asked) expect(read(text, { previous }).intent.kind, text).to.equal('show_offers');
    for (const text of asked) expect(read(text).intent.kind, text).to.equal('show_offers');
    for (const text of ['I need offers for a haircut', 'get me quotes for a haircut', 'any offers on haircuts']) {
      expect(read(text).intent.kind, text).to.equal('request');
    }
    expect(read('what do you offer').intent.kind).to.equal('help');
  });

  it('takes talk of a booking for no new request', () => {
    for (const text of [
      'the plumber never turned up',
      'running 10 minutes late for my haircut',
      'my booking on Friday',
    ]) {
      expect(read(text).intent, text).to.deep.equal({ kind: 'unknown', isOfBooking: true });
    }
    expect(read('please postpone our cleaning to Friday').intent.kind).to.equal('edit');
    expect(read('my cleaner never came, I need a new one').intent.kind).to.equal('request');
    expect(read('change my light bulb tomorrow').intent.kind).to.equal('request');
  });

  it('knows an offer of work by its verb, and which lead is meant by its work', () => {
    const price = { amount: 8000, currency: 'USD' };
    for (const text of ["I'd do that for 80", 'happy to do it for 80', 'could come for $80', 'do the job for 80']) {
      expect(read(text).intent, text).to.deep.equal({ kind: 'submit_offer', price });
    }
    const work = { category: 'home_cleaning', serviceType: 'deep_cleaning' };
    expect(read('can do the deep clean one for 80').intent).to.deep.equal({ kind: 'submit_offer', work, price });
    expect(read('can you do a deep clean for 80').intent.kind).to.equal('request');
    expect(read('could do 80', { previous }).intent.kind).to.equal('edit');
  });

  it('cancels no draft of one trade for another, and no work for which there is other work', () => {
    expect(read('cancel the haircut', { previous }).intent.kind).to.equal('cancel');
    expect(read('I had to cancel my cleaner, I need a new one').intent.kind).to.equal('request');
    expect(read('no longer need a plumber, an electrician instead').intent.kind).to.equal('request');
  });

  it('takes an amount of money for no place in a list', () => {
    const offer = (text: string) => read(text).intent;
    const dollars = (amount: number) => ({ amount: amount * 100, currency: 'USD' });
    for (const [text, amount] of [
      ['offer 55 dollars', 55],
      ['offer 2 bucks', 2],
      ['offer 55-60 dollars', 60],
      ['offer 5k', 5_000],
    ] as const) {
      expect(offer(text), text).to.deep.equal({ kind: 'submit_offer', price: dollars(amount) });
    }
    for (const text of [
      'offer 55 dollars for job 2',
      'offer 2 for 55 dollars',
      'offer 55 dollars for the second one',
    ]) {
      expect(offer(text), text).to.deep.equal({ kind: 'submit_offer', ordinal: 2, price: dollars(55) });
    }
    expect(offer('offer 1 dollar on Saturday at 2pm')).to.deep.equal({
      kind: 'submit_offer',
      price: dollars(1),
      slot: SLOT,
    });
  });

  it('takes a sentence with fields as an edit of the draft there is', () => {
    for (const text of [
      'tomorrow',
      'Brooklyn',
      'make it 70',
      'no, Saturday',
      'yes but make it sunday',
      '3 floors up',
    ]) {
      expect(read(text, { previous }).intent.kind, text).to.equal('edit');
    }
    expect(read('how is the weather', { previous }).intent.kind).to.equal('unknown');
    expect(read('cancel', { previous }).intent.kind).to.equal('cancel');
    expect(read('delete this', { previous }).intent.kind).to.equal('cancel');
    expect(read('great, book it', { previous }).intent.kind).to.equal('approve');
  });

  it('takes another trade for a new request, unless it corrects', () => {
    expect(read('I need a plumber', { previous }).intent.kind).to.equal('request');
    expect(read('actually I need a plumber', { previous }).intent.kind).to.equal('edit');
  });

  it('brings no draft with an order', () => {
    for (const text of ['book the first one on Saturday at two', 'offer $75 tomorrow', 'show offers under $100']) {
      const { draft, evidence, ambiguous, removed } = read(text, { previous });
      expect({ draft, evidence, ambiguous, removed }, text).to.deep.equal({
        draft: {},
        evidence: [],
        ambiguous: [],
        removed: {},
      });
    }
  });
});
