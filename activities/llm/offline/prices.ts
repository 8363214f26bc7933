import { priceFactorWords } from '#activities/chat/wording.ts';
import { listed, moneyWords } from '#activities/chat/words.ts';
import { CATALOG, findCategory, findService } from '#domain/catalog.ts';
import type { Intent } from '#domain/intake/intent-types.ts';
import { priceFactorsOf } from '#domain/intake/questions.ts';
import type { RequestDraft } from '#domain/intake/types.ts';

type Asked = Extract<Intent, { kind: 'ask_price' }>;

/** What work usually costs, by the catalog: of the service that was named, else of the draft, else of all of the trade. */
export function priceWords(asked: Asked, draft: RequestDraft | undefined): string {
  const isNamed = asked.category !== undefined || asked.serviceType !== undefined;
  const { serviceType, category } = isNamed ? asked : (draft ?? asked);
  const one = serviceType && findService(serviceType);
  const all = category ? [findCategory(category)].flatMap((each) => each ?? []) : CATALOG;
  const services = one ? [one] : all.flatMap((each) => each.services);
  const ranges = services.map(({ title, typicalPriceRange: { min, max, currency } }) => {
    const from = moneyWords({ amount: min, currency });
    return `${title.toLowerCase()} ${from} to ${moneyWords({ amount: max, currency })}`;
  });
  const [factor] = one ? priceFactorsOf({ ...draft, ...(serviceType && { serviceType }) }) : [];
  return [
    `By our catalog this usually costs: ${listed(ranges)}. Each provider names a price of their own in an offer.`,
    factor ? priceFactorWords([factor]) : '',
    'Tell me where and when, and I prepare a request.',
  ]
    .filter((part) => part !== '')
    .join(' ');
}
