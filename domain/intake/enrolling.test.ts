import { expect } from 'chai';
import fc from 'fast-check';
import { readEnrolling, type EnrollingRead } from './enrolling.ts';
import { readPerson } from './person.ts';

const CONTEXT = {
  nowMs: Date.parse('2026-03-02T15:00:00Z'),
  timezone: 'America/New_York',
  currency: 'USD' as const,
  knownCities: [{ name: 'New York', timezone: 'America/New_York', neighborhoods: [{ name: 'Brooklyn' }] }],
};
const read = (text: string): EnrollingRead => readEnrolling(text, CONTEXT);

describe('readEnrolling', () => {
  it('reads work, place, hours, price and name from one sentence', () => {
    const told = read('I want to offer haircuts in Brooklyn, Mon-Fri 9 to 5, $40-70, my name is Ana Lopez');
    expect(told).to.deep.include({
      services: ['haircut'],
      location: { city: 'New York', neighborhood: 'Brooklyn' },
      price: { min: 4_000, max: 7_000, currency: 'USD' },
      fullName: 'Ana Lopez',
    });
    expect(Object.keys(told.hours.schedule ?? {})).to.deep.equal([
      'monday',
      'tuesday',
      'wednesday',
      'thursday',
      'friday',
    ]);
    expect(told.hours.schedule?.monday).to.deep.equal([{ start: '09:00', end: '17:00' }]);
  });

  for (const [text, services] of [
    ['haircuts and hair coloring', ['haircut', 'hair_color']],
    ['I cut hair and clean apartments', ['haircut', 'standard_cleaning']],
    ['I am a plumber', ['leak_repair']],
    ['colour', ['hair_color']],
    ['Bob Smith here, plumber', ['leak_repair']],
    ['i used to do plumbing, now just lights', ['lighting']],
    ['cuts and colour', ['haircut', 'hair_color']],
    ['i do dye jobs mostly, and tints', ['hair_color']],
    ['mostly cuts, no colour', ['haircut']],
    ['i do pipes and taps', ['leak_repair']],
    ['a bit of colouring and the odd cut', ['hair_color', 'haircut']],
    ['my phone is broken', []],
  ] as const) {
    it(`reads the services of “${text}”`, () => {
      expect(read(text).services).to.deep.equal(services);
    });
  }

  it('takes one amount for the price, two for where it begins and ends, and hours for neither', () => {
    expect(read('I charge 45 dollars').price).to.deep.equal({ min: 4_500, max: 4_500, currency: 'USD' });
    expect(read('from $40 to $70').price).to.deep.equal({ min: 4_000, max: 7_000, currency: 'USD' });
    expect(read('haircuts, Monday to Friday 9 to 5')).not.to.have.property('price');
    expect(read('at least $50')).to.deep.include({ isPriceOpen: true });
  });

  it('takes a number beside work for its price, and each of several for its own', () => {
    const dollars = (min: number, max: number) => ({ min: min * 100, max: max * 100, currency: 'USD' });
    for (const text of [
      'haircuts for 45',
      'haircuts at 45 an hour',
      'haircuts 45',
      'my price is 45 not 60',
      "i don't charge 60, it's 45",
      'bump haircuts to 45',
    ]) {
      expect(read(text).price, text).to.deep.equal(dollars(45, 45));
    }
    for (const text of ['cuts 40, colour 90', '$40 for cuts and $90 for colour', '40 for a cut, 90 for colouring']) {
      const { price, prices, isPriceUnclear } = read(text);
      expect({ price, prices, isPriceUnclear }, text).to.deep.equal({
        price: undefined,
        prices: [
          { services: ['haircut'], price: dollars(40, 40) },
          { services: ['hair_color'], price: dollars(90, 90) },
        ],
        isPriceUnclear: false,
      });
    }
    for (const text of [
      'cuts and colour 40 and 90',
      '40 and 90',
      'deep cleans from 150, regular 90',
      '90 for a regular clean, 150 to 250 deep',
    ]) {
      expect(read(text), text).to.deep.include({ prices: [], isPriceUnclear: true });
    }
    expect(read('haircuts, 15 years of experience, zip 11211, since 2015')).not.to.have.property('price');
    expect(read('haircuts from 45')).to.deep.include({ isPriceOpen: true });
  });

  it('takes a city that nobody works in yet as it is written', () => {
    expect(read('I clean apartments in Springfield').location).to.deep.equal({ city: 'Springfield' });
  });

  it('takes no place, no price and no day out of names, addresses and numbers', () => {
    const told = read('I am Brooklyn Friday Fifty, brooklyn.50@monday.example, license number NY-50-MON');
    expect(told).to.deep.include({
      fullName: 'Brooklyn Friday Fifty',
      email: 'brooklyn.50@monday.example',
      licenseNumber: 'NY-50-MON',
    });
    expect(told).not.to.have.any.keys('location', 'price');
    expect(told.hours).not.to.have.property('schedule');
  });

  it('says of another language that it is one, and reads nothing from it', () => {
    expect(read('Ich möchte Haare schneiden in Brooklyn')).to.deep.include({ isForeign: true, services: [] });
    expect(read('bob@mail.com')).to.deep.include({ isForeign: false, email: 'bob@mail.com' });
  });

  it('answers any text, however long, and always the same', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 300 }), (text) => {
        expect(read(text)).to.deep.equal(read(text));
      }),
      { numRuns: 200 },
    );
    for (const part of ['I am A ', 'license ', 'my name is de ', '1 ', 'a@b.', 'within ']) read(part.repeat(2_000));
  });
});

describe('readPerson', () => {
  for (const [text, fullName] of [
    ['my name is Ana Lopez', 'Ana Lopez'],
    ['my name is ana lopez and I cut hair', 'Ana Lopez'],
    ["My name's Ana de la Cruz.", 'Ana de la Cruz'],
    ['I’m Ana Lopez, a barber', 'Ana Lopez'],
    ['I am a plumber', undefined],
    ["I'm Ready", undefined],
    ['I am from New York', undefined],
    ["my name isn't Bob, it's Rob Smith", 'Rob Smith'],
    ['call me Zoë O’Brien-Smith!', 'Zoë O’Brien-Smith'],
  ] as const) {
    it(`finds ${fullName ?? 'no name'} in “${text}”`, () => {
      expect(readPerson(text).person.fullName).to.equal(fullName);
    });
  }

  it('reads experience, length, distance, licence, mail address and time zone, and only sane ones', () => {
    const said =
      '12 years of experience, 45 minutes each, within 10 miles, licence no. AB-1234, Ana@Example.com, America/Chicago';
    expect(readPerson(said).person).to.deep.equal({
      yearsExperience: 12,
      durationMinutes: 45,
      serviceRadiusKm: 16,
      licenseNumber: 'AB-1234',
      email: 'ana@example.com',
      timezone: 'America/Chicago',
    });
    for (const [said_, minutes] of [
      ['half hour cuts', 30],
      ['it takes about 2 hours', 120],
      ['an hour each', 60],
      ['25 an hour', undefined],
    ] as const) {
      expect(readPerson(said_).person.durationMinutes, said_).to.equal(minutes);
    }
    expect(readPerson('a 10 mile radius').person.serviceRadiusKm).to.equal(16);
    expect(readPerson('99 years, 10 minutes, within 900 km, I have a license to plumb').person).to.deep.equal({});
  });
});
