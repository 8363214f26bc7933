import { expect } from 'chai';
import { read } from '#test/support/intake.ts';
import { cutAt } from './description.ts';
import { localNow } from './local-now.ts';
import { understand } from './understand.ts';

describe('understand', () => {
  it('reads the sentence of the front door whole', () => {
    const understood = read('I need a haircut, curly hair, Brooklyn, this weekend, $60-80');
    expect(understood.intent).to.deep.equal({ kind: 'request' });
    expect(understood.draft).to.deep.equal({
      category: 'hair_beauty',
      serviceType: 'haircut',
      specializations: ['curly_hair'],
      location: { city: 'New York', neighborhood: 'Brooklyn' },
      timing: { urgency: 'specific_date', preferredDates: ['2026-06-13', '2026-06-14'] },
      budget: { min: 6000, max: 8000, currency: 'USD' },
    });
    expect(understood.missing).to.deep.equal([]);
    expect(understood.ambiguous).to.deep.equal([]);
    expect(understood.evidence.map(({ field, text }) => `${field}: ${text}`).toSorted()).to.deep.equal([
      'budget: $60-80',
      'category: haircut',
      'location: Brooklyn',
      'preferredDates: this weekend',
      'serviceType: haircut',
      'specializations: curly hair',
    ]);
  });

  it('names what a request cannot do without', () => {
    expect(read('tomorrow').missing).to.deep.equal(['serviceType', 'location']);
    expect(read('haircut').missing).to.deep.equal(['location']);
    expect(read('Brooklyn', { previous: { serviceType: 'haircut' } }).missing).to.deep.equal([]);
    expect(read('hi').missing).to.deep.equal(['serviceType', 'location']);
  });

  const haste: Array<[text: string, urgency: string | undefined]> = [
    ['asap', 'asap'],
    ['this is urgent', 'asap'],
    ['as soon as possible', 'asap'],
    ['right now', 'asap'],
    ['not urgent', 'flexible'],
    ['no rush', 'flexible'],
    ['whenever works', 'flexible'],
    ['I am flexible on dates', 'flexible'],
    ['asap, friday', 'specific_date'],
    ['please', undefined],
    ['in the morning', undefined],
  ];
  for (const [text, urgency] of haste) {
    it(`reads the haste of “${text}” as ${urgency}`, () => {
      expect(read(`haircut, ${text}`).draft.timing?.urgency).to.equal(urgency);
    });
  }

  it('keeps what the fields do not hold in the words of its author', () => {
    expect(read('haircut in Brooklyn tomorrow, thanks').draft.description).to.equal(undefined);
    expect(read('haircut in Brooklyn. I have  a cowlick!').draft.description).to.equal('I have a cowlick');
    expect(read('My kitchen sink is leaking, $80 max').draft.description).to.equal('My kitchen sink is leaking');
    expect(read(`haircut ${'fluffy '.repeat(400)}`).draft.description).to.have.length.at.most(2000);
  });

  it('keeps how many there are and how often it was', () => {
    for (const [text, kept] of [
      ['haircut for my 3 boys', 'my 3 boys'],
      ['clean 4 windows', '4'],
      ['a colour and cut for 2', 'for 2'],
      ['portraits of 6 of us', '6 of us'],
      ['second time this month the tap leaks', 'second time'],
    ] as const) {
      expect(read(text).draft.description, text).to.include(kept);
      expect(read(text).draft.budget, text).to.equal(undefined);
    }
  });

  it('makes no description of talk about the draft', () => {
    const previous = { category: 'hair_beauty', serviceType: 'haircut' } as const;
    for (const text of ['no worries, leave it', "that's not right", 'let me check with my wife', 'not yet']) {
      const { intent, draft } = read(text, { previous });
      expect({ kind: intent.kind, draft }, text).to.deep.equal({ kind: 'unknown', draft: {} });
    }
    expect(read('perfect, except make it tomorrow', { previous }).draft).to.not.have.property('description');
  });

  it('keeps to what is wanted of the same day, and to what is not', () => {
    const previous = { category: 'hair_beauty', serviceType: 'haircut' } as const;
    expect(read('same day but 3pm', { previous }).draft.timing?.preferredTimes).to.deep.equal(['afternoon']);
    expect(read('w/o a beard trim', { previous }).removed.specializations).to.deep.equal(['beard_trim']);
    expect(read('not sure about friday', { previous }).draft.timing).to.equal(undefined);
    expect(read('two people now', { previous }).draft.timing).to.equal(undefined);
  });

  it('takes the number of a house for no hour', () => {
    const { draft } = read('leaking tap at 14 Elm Street in Brooklyn tomorrow');
    expect(draft.timing).to.not.have.property('preferredTimes');
    expect(draft.description).to.include('14 Elm Street');
  });

  it('never cuts a description inside a character', () => {
    expect(cutAt('ab🙂cd', 3)).to.equal('ab');
    expect(cutAt('ab🙂cd', 4)).to.equal('ab🙂');
    expect(cutAt('abc', 3)).to.equal('abc');
  });

  it('reads "tomorrow" by the zone of the speaker and refuses a zone that does not exist', () => {
    const nowMs = Date.parse('2026-06-09T23:30:00Z');
    expect(localNow(nowMs, 'Asia/Tokyo').day - localNow(nowMs, 'America/New_York').day).to.equal(1);
    expect(localNow(nowMs, 'Asia/Kolkata').minute).to.equal(5 * 60);
    expect(() => understand('tomorrow', { nowMs, timezone: 'Mars/Olympus', knownCities: [] })).to.throw(RangeError);
  });
});
