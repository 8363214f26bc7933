import { expect } from 'chai';
import { read } from '#test/support/intake.ts';
import type { RequestDraft } from './types.ts';

/** Category, service and specializations of a sentence. */
function workIn(text: string, previous?: RequestDraft) {
  const { category, serviceType, specializations = [] } = read(text, { previous }).draft;
  return [category, serviceType, [...specializations].toSorted()];
}

function doubtIn(text: string) {
  const doubt = read(text).ambiguous.find(({ field }) => field === 'category' || field === 'serviceType');
  return doubt && { field: doubt.field, kind: doubt.kind, choices: doubt.choices.flat() };
}

describe('the work of a sentence', () => {
  const clear: Array<[text: string, category: string, service: string | undefined, specializations: string[]]> = [
    ['haircut', 'hair_beauty', 'haircut', []],
    ['hair cut', 'hair_beauty', 'haircut', []],
    ['cut my hair', 'hair_beauty', 'haircut', []],
    ['harcut for curly hair', 'hair_beauty', 'haircut', ['curly_hair']],
    ['skin fade and a beard trim', 'hair_beauty', 'haircut', ['beard_trim', 'fades']],
    ['a haircut for my son', 'hair_beauty', 'haircut', ['kids']],
    ['haircuts for my 2 girls', 'hair_beauty', 'haircut', ['kids']],
    ['a trim for both lads', 'hair_beauty', 'haircut', ['kids']],
    ['anyone who does boilers', 'plumbing', 'leak_repair', ['water_heaters']],
    ['somebody for my pipes', 'plumbing', 'leak_repair', ['pipes']],
    ['hairdresser', 'hair_beauty', undefined, []],
    ['dye my hair', 'hair_beauty', 'hair_color', []],
    ['highlights for long hair', 'hair_beauty', 'hair_color', ['highlights']],
    ['clean my flat', 'home_cleaning', 'standard_cleaning', ['apartments']],
    ['cleaner, pet-friendly', 'home_cleaning', 'standard_cleaning', ['pet_friendly']],
    ['deep clean after builders', 'home_cleaning', 'deep_cleaning', ['post_construction']],
    ['cleaning before moving out', 'home_cleaning', 'deep_cleaning', ['move_in_out']],
    ['clean the oven', 'home_cleaning', 'deep_cleaning', ['appliances']],
    ['plummer', 'plumbing', 'leak_repair', []],
    ['my sink leaks', 'plumbing', 'leak_repair', []],
    ['burst pipe, emergency', 'plumbing', 'leak_repair', ['emergency', 'pipes']],
    ['electrician', 'electrical', 'lighting', []],
    ['hang a chandelier', 'electrical', 'lighting', ['chandeliers']],
    ['garden lights', 'electrical', 'lighting', ['outdoor']],
    ['fotographer', 'photography', undefined, []],
    ['wedding photographer', 'photography', 'event', ['weddings']],
    ['pictures of our wedding', 'photography', 'event', ['weddings']],
    ['family portraits in a studio', 'photography', 'portrait', ['family', 'studio']],
    ['haircut, no color', 'hair_beauty', 'haircut', []],
    ['highlights but no full color', 'hair_beauty', 'hair_color', ['highlights']],
    ["I don't want a deep clean, a regular cleaning please", 'home_cleaning', 'standard_cleaning', []],
    ['not a plumber, an electrician', 'electrical', 'lighting', []],
  ];
  for (const [text, category, service, specializations] of clear) {
    it(`reads “${text}”`, () => expect(workIn(text)).to.deep.equal([category, service, specializations]));
  }

  it('chooses neither of two services or trades, and offers both', () => {
    expect(workIn('haircut and hair color')).to.deep.equal(['hair_beauty', undefined, []]);
    expect(doubtIn('haircut and hair color')).to.deep.equal({
      field: 'serviceType',
      kind: 'two_services',
      choices: ['haircut', 'hair_color'],
    });
    expect(workIn('a plumber and a cleaner')).to.deep.equal([undefined, undefined, []]);
    expect(doubtIn('a plumber and a cleaner')).to.deep.equal({
      field: 'category',
      kind: 'two_services',
      choices: ['leak_repair', 'standard_cleaning'],
    });
  });

  it('takes every kind of work in a list for one that is wanted', () => {
    const both = { field: 'serviceType', kind: 'two_services', choices: ['haircut', 'hair_color'] };
    for (const text of ['a hair cut and colour', 'trim + tint', 'cut & dye', 'a trim, then some color']) {
      expect(doubtIn(text), text).to.deep.equal(both);
    }
    expect(doubtIn('a cut, no colour')).to.equal(undefined);
  });

  it('takes a part of a house for a trade in a first sentence only', () => {
    expect(workIn('the taps', { category: 'home_cleaning', serviceType: 'deep_cleaning' })[0]).to.equal(undefined);
    expect(workIn('clean the toilet and the taps')[0]).to.equal('home_cleaning');
  });

  it('says so when the trade is ours and the work is not', () => {
    expect(workIn('my toilet is clogged')).to.deep.equal(['plumbing', undefined, []]);
    expect(doubtIn('my toilet is clogged')).to.deep.equal({
      field: 'serviceType',
      kind: 'service_not_offered',
      choices: ['leak_repair'],
    });
  });

  it('needs a trade for words that belong to several, and takes that of the draft', () => {
    expect(workIn('a wedding')).to.deep.equal([undefined, undefined, []]);
    expect(workIn('my apartment')).to.deep.equal([undefined, undefined, []]);
    const previous: RequestDraft = { category: 'photography' };
    expect(workIn('a wedding', previous).slice(1)).to.deep.equal(['event', ['weddings']]);
    expect(workIn('curly', { serviceType: 'haircut' })).to.deep.equal([undefined, undefined, ['curly_hair']]);
    expect(workIn('curly', { category: 'plumbing' })).to.deep.equal([undefined, undefined, []]);
  });

  it('is surer of a service by its name than of one that the trade stands for or that was misspelt', () => {
    const sure = (text: string) => read(text).evidence.find(({ field }) => field === 'serviceType')?.confidence ?? 0;
    expect(sure('haircut')).to.equal(1);
    expect(sure('harcut')).to.be.lessThan(1);
    expect(sure('plumber')).to.be.lessThan(sure('leak repair'));
  });

  it('leaves everyday words alone that look like a service', () => {
    for (const text of [
      'clear the table',
      'see you at night',
      'my hair-raising story is over',
      'a bribe',
      'I slept right',
    ]) {
      expect(workIn(text)[1], text).to.equal(undefined);
    }
  });
});
