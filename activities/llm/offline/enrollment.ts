import { listed, moneyWords, plain } from '#activities/chat/words.ts';
import type { CatalogCategory } from '#domain/catalog.ts';
import { failureOf, foundBy, type Moment, type Move } from './moment.ts';
import { ONLY_ENGLISH, read } from './understanding.ts';

/** What to tell somebody who thinks about becoming a provider. */
export function enrollmentMove(moment: Moment): Move {
  const failure = failureOf(moment);
  if (failure !== undefined) return { say: `I could not look it up: ${failure}.` };
  const { draft, outOfScope } = read(moment, undefined);
  if (outOfScope) return { say: ONLY_ENGLISH };
  const found = foundBy<{ categories: readonly CatalogCategory[] }>(moment, 'get_service_catalog');
  if (!found) return { use: 'get_service_catalog', input: {} };
  const wanted = found.categories
    .filter(({ name }) => draft.category === undefined || name === draft.category)
    .map((category) => ({
      ...category,
      services: category.services.filter(({ name }) => draft.serviceType === undefined || name === draft.serviceType),
    }));
  const lines = wanted.flatMap(({ services }) => services.map(serviceLine));
  return { say: ['This is what the services of the catalog need:', ...lines].join('\n') };
}

function serviceLine({
  title,
  requiresLicense,
  minPhotos,
  typicalPriceRange,
  specializations,
}: CatalogCategory['services'][number]) {
  const { min, max, currency } = typicalPriceRange;
  const needs = [
    requiresLicense ? 'a licence' : 'no licence',
    minPhotos === 0 ? 'no photos' : `at least ${minPhotos} photos`,
  ];
  const price = `${moneyWords({ amount: min, currency })} to ${moneyWords({ amount: max, currency })}`;
  return `${title}: ${listed(needs)}; usually ${price}. Specialties: ${listed(specializations.map(plain))}.`;
}
