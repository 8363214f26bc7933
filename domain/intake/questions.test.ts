import { expect } from 'chai';
import { CATALOG, categoryOf, findService } from '#domain/catalog.ts';
import { read } from '#test/support/intake.ts';
import { packOf, PACKS } from './packs/index.ts';
import { phrasesOf } from './packs/phrases.ts';
import { nextQuestions, priceFactorsOf } from './questions.ts';
import { AMBIGUITY_KINDS, INTAKE_FIELDS, type RequestDraft } from './types.ts';

const fieldsOf = (draft: RequestDraft) => nextQuestions(draft).map(({ field }) => field);

describe('nextQuestions', () => {
  it('asks for the work first, then for the place, with what the catalog has', () => {
    const questions = nextQuestions({});
    expect(questions.map(({ field }) => field)).to.deep.equal(['serviceType', 'location']);
    expect(questions[0]?.text).to.include('hair and beauty').and.to.include('photography');
    expect(fieldsOf({ location: { city: 'Berlin' } })).to.deep.equal(['serviceType']);
  });

  it('asks as the specialist does, what is required first, and never more than two at once', () => {
    expect(fieldsOf({ category: 'hair_beauty' })).to.deep.equal(['serviceType', 'location']);
    expect(fieldsOf({ serviceType: 'haircut' })).to.deep.equal(['location', 'specializations']);
    expect(fieldsOf({ serviceType: 'leak_repair' })).to.deep.equal(['location', 'urgency']);
    const draft: RequestDraft = { serviceType: 'haircut', location: { city: 'Berlin' }, specializations: ['kids'] };
    expect(fieldsOf(draft)).to.deep.equal(['preferredDates', 'budget']);
  });

  it('asks nothing that was said or asked, and nothing at all when all is said', () => {
    const draft: RequestDraft = {
      serviceType: 'standard_cleaning',
      location: { city: 'Berlin' },
      specializations: ['houses'],
      timing: { urgency: 'flexible' },
      budget: { max: 5000, currency: 'EUR' },
    };
    expect(nextQuestions(draft).map(({ id }) => id)).to.deep.equal(['home_cleaning size']);
    expect(nextQuestions(draft, { asked: ['home_cleaning size'] })).to.deep.equal([]);
    expect(nextQuestions({ ...draft, description: 'three rooms, two bathrooms' })).to.deep.equal([]);
    expect(fieldsOf({ ...draft, budget: { min: 5000, currency: 'EUR' } })).to.include('budget');
  });

  it('clears up a doubt before it asks anything else, and names the readings', () => {
    const { draft, ambiguous } = read('haircut next friday');
    const [first, second] = nextQuestions(draft, { ambiguous });
    expect(first).to.include({ field: 'preferredDates' });
    expect(first?.text).to.equal('Which day do you mean by “next friday” (2026-06-12, or 2026-06-19)?');
    expect(second?.field).to.equal('location');
    expect(nextQuestions(draft, { ambiguous, asked: [first?.id ?? ''] })[0]?.field).to.equal('location');
  });

  it('does not ask for the service beside the doubt about it', () => {
    const { draft, ambiguous } = read('a plumber and a cleaner');
    expect(nextQuestions(draft, { ambiguous }).map(({ field }) => field)).to.deep.equal(['category', 'location']);
  });

  it('has words for every kind of doubt', () => {
    for (const kind of AMBIGUITY_KINDS) {
      const doubt = { field: 'budget', kind, text: 'that', span: { start: 0, end: 4 }, choices: [] } as const;
      expect(nextQuestions({}, { ambiguous: [doubt] })[0]?.text, kind).to.match(/^[A-Z].+ “that”\?$/);
    }
  });
});

describe('priceFactorsOf', () => {
  const factors = (draft: RequestDraft) => priceFactorsOf(draft).map(({ id }) => id);

  it('names what moves the price of this draft, by its words, its specializations and its haste', () => {
    expect(factors({ serviceType: 'haircut', specializations: ['long_hair'] })).to.deep.equal(['long_hair']);
    expect(factors({ serviceType: 'leak_repair', timing: { urgency: 'asap' } })).to.deep.equal(['emergency']);
    expect(factors({ serviceType: 'deep_cleaning', description: '4 bedrooms, moving out' })).to.deep.equal([
      'many_rooms',
      'move_out',
    ]);
    expect(factors({ serviceType: 'portrait', description: 'after the wedding' })).to.deep.equal([]);
    expect(factors({})).to.deep.equal([]);
  });

  it('names nothing that the words rule out', () => {
    const draft: RequestDraft = { serviceType: 'standard_cleaning', description: 'two dogs, and the laundry' };
    expect(factors(draft)).to.deep.equal(['pets', 'laundry']);
    expect(factors({ ...draft, description: 'no pets, without laundry' })).to.deep.equal([]);
  });
});

describe('the specialist packs', () => {
  it('are there for every category, in the words of the catalog', () => {
    expect(PACKS.map(({ category }) => category)).to.deep.equal(CATALOG.map(({ name }) => name));
    for (const { category, vocabulary, questions, priceFactors } of PACKS) {
      const specializations = new Set(vocabulary.flatMap(({ specialization }) => specialization ?? []));
      const listed = CATALOG.find(({ name }) => name === category)!.services.flatMap(
        (each) => [...each.specializations] as string[],
      );
      expect([...specializations].toSorted(), category).to.deep.equal(listed.toSorted());
      for (const { service, specialization } of vocabulary) {
        if (service) expect(categoryOf(service), service).to.equal(category);
        if (service && specialization) {
          expect(findService(service)?.specializations, specialization).to.include(specialization);
        }
      }
      for (const { service } of [...questions, ...priceFactors]) {
        if (service) expect(categoryOf(service)).to.equal(category);
      }
    }
  });

  it('have words for every service, written as the text is compared', () => {
    for (const { category, vocabulary, defaults } of PACKS) {
      const services = CATALOG.find(({ name }) => name === category)!.services.map(({ name }) => name as string);
      expect(
        vocabulary.map(({ service }) => service),
        category,
      ).to.include.members(services);
      expect(Object.keys(defaults.durationMinutes).toSorted()).to.deep.equal(services.toSorted());
      for (const phrase of vocabulary.flatMap(({ words }) => phrasesOf(words))) {
        expect(phrase, `a phrase of ${category}`).to.match(/^[a-z0-9']+(?: [a-z0-9']+)*$/);
      }
    }
  });

  it('ask each question once, of fields that exist, and know factors that are factors', () => {
    for (const { category, questions, priceFactors } of PACKS) {
      expect(new Set(questions.map(({ id }) => id)).size, category).to.equal(questions.length);
      for (const { field, text } of questions) {
        expect(INTAKE_FIELDS).to.include(field);
        expect(text).to.match(/^[A-Z].*[?.]$/);
      }
      expect(priceFactors.length, category).to.be.greaterThan(3);
      for (const { factor, reason } of priceFactors) {
        expect(factor.min).to.be.greaterThan(0).and.at.most(factor.max);
        expect(reason).to.match(/^[A-Z].*\.$/);
      }
    }
  });

  it('refuse a category that has none', () => {
    expect(() => packOf('gardening' as never)).to.throw(RangeError);
  });
});
