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
    ],
    cancel_request: ['cancel my request', 'please withdraw the request', 'cancel'],
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
    edit: ['change the date', 'I want to edit it'],
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
