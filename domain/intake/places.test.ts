import { expect } from 'chai';
import { KNOWN_CITIES, read } from '#test/support/intake.ts';
import type { RequestDraft } from './types.ts';

const locationIn = (text: string, previous?: RequestDraft) => read(text, { previous }).draft.location;
const doubtIn = (text: string) => {
  const doubt = read(text).ambiguous.find(({ field }) => field === 'location');
  return doubt && { kind: doubt.kind, text: doubt.text, choices: doubt.choices };
};

describe('the place of a sentence', () => {
  const clear: Array<[text: string, city: string, neighborhood?: string]> = [
    ['haircut in New York', 'New York'],
    ['haircut in NYC', 'New York'],
    ['haircut in LA', 'Los Angeles'],
    ['haircut in la', 'Los Angeles'],
    ['haircut in Brooklyn', 'New York', 'Brooklyn'],
    ['haircut, Brooklyn, New York', 'New York', 'Brooklyn'],
    ['haircut near park slope', 'New York', 'Park Slope'],
    ['haircut in parkslope', 'New York', 'Park Slope'],
    ['Berlin Kreuzberg haircut', 'Berlin', 'Kreuzberg'],
    ['haircut in Neukolln', 'Berlin', 'Neukölln'],
    ['haircut in Neukölln', 'Berlin', 'Neukölln'],
    ['haircut in broklyn', 'New York', 'Brooklyn'],
    ['haircut in los angelos', 'Los Angeles'],
    ['haircut in Chelsea, London', 'London', 'Chelsea'],
    ['haircut, not in Harlem but in Brooklyn', 'New York', 'Brooklyn'],
    ["Brooklyn's best haircut", 'New York', 'Brooklyn'],
  ];
  for (const [text, city, neighborhood] of clear) {
    it(`reads “${text}”`, () =>
      expect(locationIn(text)).to.deep.equal({ city, ...(neighborhood && { neighborhood }) }));
  }

  it('chooses between two cities for nobody', () => {
    expect(locationIn('haircut in New York or Berlin')).to.equal(undefined);
    expect(doubtIn('haircut in New York or Berlin')).to.deep.equal({
      kind: 'two_places',
      text: 'New York or Berlin',
      choices: [['New York'], ['Berlin']],
    });
    expect(doubtIn('haircut in Chelsea')?.choices).to.deep.equal([
      ['New York', 'Chelsea'],
      ['London', 'Chelsea'],
    ]);
  });

  it('knows the city when two of its parts are named, and asks which', () => {
    expect(locationIn('haircut in Harlem or Brooklyn')).to.deep.equal({ city: 'New York' });
    expect(doubtIn('haircut in Harlem or Brooklyn')?.kind).to.equal('two_places');
  });

  it('takes a name of two cities for the part of the one that the draft is in', () => {
    const previous: RequestDraft = { serviceType: 'haircut', location: { city: 'London' } };
    expect(locationIn('Chelsea', previous)).to.deep.equal({ city: 'London', neighborhood: 'Chelsea' });
  });

  it('says which place it does not know, and invents none', () => {
    for (const text of ['haircut in Springfield', 'haircut near Springfield please', 'haircut in springfield']) {
      expect(locationIn(text), text).to.equal(undefined);
      expect(doubtIn(text)?.kind, text).to.equal('unknown_place');
    }
    expect(doubtIn('haircut in the morning')).to.equal(undefined);
    expect(doubtIn('à la carte haircut')).to.equal(undefined);
    expect(locationIn('haircut not in Harlem')).to.equal(undefined);
  });

  it('knows the other names that a city brings along', () => {
    const knownCities = [{ ...KNOWN_CITIES[0]!, aliases: ['Gotham'] }];
    expect(read('haircut in Gotham', { knownCities }).draft.location).to.deep.equal({ city: 'New York' });
    expect(read('haircut in Berlin', { knownCities: [] }).draft.location).to.equal(undefined);
  });
});
