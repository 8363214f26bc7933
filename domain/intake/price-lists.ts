import type { ServiceTypeName } from '#domain/catalog.ts';
import type { Currency } from '#domain/money.ts';
import type { Reading } from './reading.ts';

/** A price in minor units, from and to. */
export interface SpokenPrice {
  readonly min: number;
  readonly max: number;
  readonly currency: Currency;
}

/** What services cost that were named beside their price. */
export interface ServicePrice {
  readonly services: readonly ServiceTypeName[];
  readonly price: SpokenPrice;
}

interface At {
  readonly index: number;
}

const BREAKS = new Set([',', ';', '.', 'and', '&', '+', 'but', '/']);

/** Gives each of several prices to the services beside it; undefined when one of them has none, or one service has two. */
export function priceList(
  reading: Reading,
  prices: ReadonlyArray<At & { readonly price: SpokenPrice }>,
  named: ReadonlyArray<At & { readonly service: ServiceTypeName }>,
): ServicePrice[] | undefined {
  const list: ServicePrice[] = [];
  for (const [at, { index, price }] of prices.entries()) {
    const before = prices[at - 1];
    const after = prices[at + 1];
    const from = before ? breakBetween(reading, before.index, index) : -1;
    const next = after ? breakBetween(reading, index, after.index) : reading.tokens.length;
    if (from === undefined || next === undefined) return undefined;
    const services = named.filter((each) => each.index > from && each.index < next).map(({ service }) => service);
    if (services.length === 0) return undefined;
    list.push({ services: [...new Set(services)], price });
  }
  const all = list.flatMap(({ services }) => services);
  return new Set(all).size === all.length ? list : undefined;
}

/** Where what belongs to one price ends and what belongs to the next begins. */
function breakBetween({ tokens }: Reading, from: number, to: number): number | undefined {
  const found = tokens.findIndex(({ word }, index) => index > from && index < to && BREAKS.has(word));
  return found < 0 ? undefined : found;
}
