import { expect } from 'chai';
import {
  CATALOG,
  CATEGORY_NAMES,
  categoryOf,
  findCategory,
  findService,
  isCategoryName,
  isServiceTypeName,
  offersService,
  SERVICE_TYPE_NAMES,
  type ServiceTypeName,
} from './catalog.ts';

describe('catalog', () => {
  it('holds the categories and service types that we start with, each name once', () => {
    expect(CATEGORY_NAMES).to.deep.equal(['hair_beauty', 'home_cleaning', 'plumbing', 'electrical', 'photography']);
    expect(SERVICE_TYPE_NAMES).to.deep.equal([
      'haircut',
      'hair_color',
      'standard_cleaning',
      'deep_cleaning',
      'leak_repair',
      'lighting',
      'portrait',
      'event',
    ]);
  });

  it('asks for the licences, photos and prices that were agreed', () => {
    const facts = (name: ServiceTypeName) => {
      const service = findService(name);
      const { min, max, currency } = service?.typicalPriceRange ?? {};
      return [service?.requiresLicense, service?.minPhotos, min, max, currency];
    };
    expect(facts('haircut')).to.deep.equal([false, 3, 3_000, 10_000, 'USD']);
    expect(facts('hair_color')).to.deep.equal([false, 3, 8_000, 30_000, 'USD']);
    expect(facts('standard_cleaning')).to.deep.equal([false, 0, 8_000, 20_000, 'USD']);
    expect(facts('leak_repair')).to.deep.equal([true, 2, 10_000, 50_000, 'USD']);
    expect(facts('lighting')).to.deep.equal([true, 3, 15_000, 60_000, 'USD']);
    expect(facts('portrait')).to.deep.equal([false, 5, 10_000, 50_000, 'USD']);
  });

  it('has whole, ordered prices and distinct specializations everywhere', () => {
    for (const { name, minPhotos, specializations, typicalPriceRange } of CATALOG.flatMap(({ services }) => [
      ...services,
    ])) {
      expect(Number.isInteger(typicalPriceRange.min) && Number.isInteger(typicalPriceRange.max), name).to.equal(true);
      expect(typicalPriceRange.max, name).to.be.above(typicalPriceRange.min);
      expect(minPhotos, name).to.be.at.least(0);
      expect(new Set(specializations).size, name).to.equal(specializations.length);
      for (const text of specializations) expect(text, name).to.match(/^[a-z_]+$/);
    }
  });

  it('finds by name, and knows which category offers what', () => {
    expect(findCategory('plumbing')?.services.map(({ name }) => name)).to.deep.equal(['leak_repair']);
    expect(findCategory('haircut')).to.equal(undefined);
    expect(findService('plumbing')).to.equal(undefined);
    expect([isCategoryName('electrical'), isCategoryName('toString')]).to.deep.equal([true, false]);
    expect([isServiceTypeName('event'), isServiceTypeName('')]).to.deep.equal([true, false]);
    expect(categoryOf('event')).to.equal('photography');
    expect(offersService('photography', 'event')).to.equal(true);
    expect(offersService('plumbing', 'event')).to.equal(false);
    expect(() => categoryOf('gardening' as ServiceTypeName)).to.throw(RangeError);
  });
});
